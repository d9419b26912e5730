"""Forms made from what `describe` says of a type: labels, help, checks, and things to pick."""
