"""The settings: how it looks, how fast it asks, how it reaches the network, what it keeps."""
