"""Which Python is this?"""
import sys
import sysconfig

print("Python", sys.version.split()[0])
build = sysconfig.get_config_var("Py_GIL_DISABLED")
print("free-threaded build:", build == 1)
enabled = getattr(sys, "_is_gil_enabled", lambda: True)
print("GIL in use:", enabled())
