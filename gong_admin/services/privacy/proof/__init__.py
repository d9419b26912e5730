"""What a case leaves behind for others: evidence of an erasure, the answer to an access request."""
