"""Permission profiles: what their settings mean, and what a profile that was read says."""
