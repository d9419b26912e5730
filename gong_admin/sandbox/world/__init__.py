"""The company that the sandbox serves: generated from a seed, and changed by requests.

Everything is kept and returned as plain dicts in Gong's wire format (`Wire`), never as the
client's own types, so that a mistake in those cannot hide itself. Lists are complete: paging,
request ids, scopes, limits and "nothing found" are the server's business. Date-times go in as
aware `datetime`, dates as `date`. What Gong would refuse raises `Refused(status, sentence)`.

The areas of a `World` (`body`: the request's JSON as it came):

workspaces    all() · get(id)
users         all(include_avatars=False) · get(id) · by_email(address) · history(id)
              find(ids=None, created_from=None, created_to=None, include_avatars=False)
profiles      in_workspace(workspace_id) · get(id) · members(id) · create(workspace_id, body)
              update(id, body, ignored=()) · move(user_id, profile_id)
access        granted(call_ids) · grant(items) · revoke(items)      items: callAccessList
trackers      all(workspace_id=None)
scorecards    all() · answered(...) see stats
briefs        all(workspace_id=None)
library       folders(workspace_id) · content(folder_id)
calls         find(start=None, end=None, workspace_id=None, ids=None, hosts=None) -> list[Call]
              get(id) -> Call · basic(call) · extensive(call, selector) · transcript(call)
              add(body) -> call id · add_media(call_id) -> url · outcomes() · associations(since)
stats         aggregate(users, start, end) · by_period(users, start, end, period)
              day_by_day(users, start, end) · interaction(users, start, end)
              answered(filter) · coaching(workspace_id, manager_id, start, end)
              check_dates(start, end) · span(start, end)   (fromDateTime, toDateTime, timeZone)
people        email_references(address) · phone_references(number)
              erase_email(address, ...) · erase_phone(number, ...)
audit         entries(log_type, start, end=None)
crm           integrations() · register(body) · delete_integration(id, client_request_id)
              schema(id, object_type) · upload_schema(id, object_type, fields)
              objects(id, object_type, crm_ids) · upload(id, object_type, client_request_id, data)
              request_status(id, client_request_id)
flows         flows(owner_email, workspace_id, folder_id, most_recent) · folders(...) · steps(ids)
              assigned(crm_ids, instance_ids) · assign(body, override=False)
              bulk_assign(body) · bulk_status(id)
              unassign_instances(body) · unassign_prospect(body)
meetings      add(body) · update(id, body) · delete(id, body) · integration_status(emails)
tasks         find(body) · update(task_id, body)
engagement    content_shared(body) · content_viewed(body) · custom_action(body)
              digital_interaction(body) · integration_settings(body)
ask           ask(query) · brief(query)
"""

from __future__ import annotations

from gong_admin.sandbox.world.refused import Refused
from gong_admin.sandbox.world.seeds import Wire
from gong_admin.sandbox.world.world import World

__all__ = ["Refused", "Wire", "World"]
