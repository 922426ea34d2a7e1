"""The exchange with institutions: what is sent, what comes back, and how both meet the study."""
