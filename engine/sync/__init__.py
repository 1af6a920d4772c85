"""The pass, told as verbs: observe, link, plan, deliver, settle."""
