#include "judge/debugger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

namespace judge {
namespace {

// Threads are numbered from 0 by reports, and from 1 by gdb.
constexpr const char* kShowThreads = R"(python
def course_frame(wanted):
    frame = gdb.newest_frame()
    while frame is not None:
        symtab = frame.find_sal().symtab
        if symtab is not None and any(name in symtab.filename for name in wanted):
            return frame
        frame = frame.older()
    return None

def course_line(frame):
    sal = frame.find_sal()
    place = "%s:%d" % (sal.symtab.filename.rsplit("/", 1)[-1], sal.line)
    try:
        source = gdb.execute("list %s:%d,%d" % (sal.symtab.filename, sal.line, sal.line), False, True)
        source = source.split("\t", 1)[-1].strip()
    except gdb.error:
        source = ""
    return ("%-24s %s" % (place, source)).rstrip()

def course_stopped(event):
    gdb.events.stop.disconnect(course_stopped)
    at = gdb.selected_thread()
    print("\nThe threads, * is where it stopped:")
    for thread in sorted(gdb.selected_inferior().threads(), key=lambda thread: thread.num):
        thread.switch()
        frame = course_frame(course_submitted) or course_frame(course_tests)
        if frame is not None:
            frame.select()
        print("%s T%d (thread %d)  %s" % ("*" if thread.num == at.num else " ", thread.num - 1,
              thread.num, course_line(frame) if frame is not None else "in a library"))
    at.switch()
    frame = course_frame(course_submitted) or course_frame(course_tests)
    if frame is not None:
        frame.select()
    print("Next: info locals, up, thread 2, thread apply all backtrace\n")

gdb.events.stop.connect(course_stopped)
end
)";

// JSON's strings and lists of strings are Python's as well.
std::string in_python(const std::vector<std::string>& texts) {
  return nlohmann::json(texts).dump();
}

std::string quoted(const std::filesystem::path& path) {
  return nlohmann::json(path.string()).dump();
}

}  // namespace

std::string debugger_script(const Debugged& debugged, const course::Exercise& exercise) {
  std::vector<std::string> submitted;
  std::transform(exercise.submit.begin(), exercise.submit.end(), std::back_inserter(submitted),
                 [&](const std::string& file) { return exercise.id + "/" + file; });
  std::string script =
      "set confirm off\n"
      "set pagination off\n"
      "set print thread-events off\n"
      "set startup-with-shell off\n"
      // Else gdb asks the network for what the distribution knows of its libraries.
      "set debuginfod enabled off\n";
  for (auto folder = debugged.sources.rbegin(); folder != debugged.sources.rend(); ++folder) {
    script += fmt::format("directory {}\n", quoted(*folder));  // the last one named comes first
  }
  script += fmt::format(
      "set environment EXPLORE_REPLAY {}\n"
      "set environment EXPLORE_SCHEDULES 1\n"
      "set environment EXPLORE_HERE 1\n"
      "set environment GTEST_BREAK_ON_FAILURE 1\n",
      debugged.seed);
  if (!debugged.scratch.empty()) {
    script += fmt::format("set environment TMPDIR {}\n", debugged.scratch.string());
  }
  script += fmt::format("python course_submitted = {}\npython course_tests = {}\n",
                        in_python(submitted), in_python({exercise.id + "/"}));
  script += kShowThreads;
  script +=
      "break explore_stops_here\n"
      "run\n";
  return script;
}

}  // namespace judge
