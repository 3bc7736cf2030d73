"""policygen, killed before one of its changes on the disk: the first word says which."""

KILLED = """
import os, sys
left = int(sys.argv.pop(1))
def before(event, arguments):
    global left
    if event not in ("open", "os.chmod", "os.mkdir", "os.rename", "os.remove"):
        return
    if "schools" not in str(arguments[0]):
        return
    if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR):
        return
    if not left:
        os._exit(9)
    left -= 1
sys.addaudithook(before)
from policygen.__main__ import main
main()
"""
