"""Workers on this machine or on others: bytes go there, a function of ours makes bytes of them, which come back."""
