"""Runs a program and writes what it and all its descendants took, as JSON: python3 process-tree.py RESULT PROGRAM [ARGUMENT]...

`wall` is until the program itself ends, `cpu` is user and system time of the whole tree; both in seconds. `memory` is the most that one
process of the tree held, in bytes.

The system counts the time of a process for its parent only when the parent waits for it. Pulumi kills the dynamic provider's shell, and
the shell cannot wait for its node then: that time, most of a provider's, would be lost. As a "child subreaper" (prctl(2), Linux) this
process inherits such orphans, waits for each, and so getrusage(RUSAGE_CHILDREN) holds all of them to the microsecond.
"""

import ctypes
import json
import os
import resource
import sys
import time

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h

if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
    sys.exit(f"process-tree.py: prctl failed: {os.strerror(ctypes.get_errno())}")

begin = time.monotonic()
program = os.spawnvp(os.P_NOWAIT, sys.argv[2], sys.argv[2:])
wall = status = None
while True:
    try:
        ended, result = os.wait()
    except ChildProcessError:
        break
    if ended == program:
        wall, status = time.monotonic() - begin, os.waitstatus_to_exitcode(result)

used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as file:
    json.dump({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * 1024}, file)
sys.exit(status if status >= 0 else 1)
