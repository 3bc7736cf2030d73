"""The register: every adoption with its review, as text, page and calendar, and as reminders."""
