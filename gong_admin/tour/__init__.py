"""The tour: every panel and every important state of the program, in turn, without a person.

`gong-admin --demo --tour DIR` runs it. A step says how to get somewhere and what must be seen
there (`step`); the guide finds things by the words on them, as a person does (`guide`); the script
lists all steps (`script`). Nothing is injected: what is shown comes from the sandbox, whose faults
bring about whatever goes wrong.
"""
