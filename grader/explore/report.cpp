#include "explore/report.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cinttypes>
#include <cstdarg>
#include <cstdio>

namespace explore {
namespace {

// A failure without an end has steps without an end: the last ones tell it.
constexpr std::uint32_t kMostTold = 2'000;

const char* name_of(Kind kind) {
  switch (kind) {
    case Kind::passed:
      return "nothing";
    case Kind::deadlock:
      return "deadlock";
    case Kind::livelock:
      return "livelock";
    case Kind::race:
      return "race";
    case Kind::failed:
      return "failed";
    case Kind::crashed:
      return "crashed";
    case Kind::exited:
      return "exited";
    case Kind::not_modelled:
      return "not modelled";
  }
  return "";
}

// In the order of Action.
constexpr const char* kActions[] = {"none",   "begin",   "end",        "create",     "join",
                                    "detach", "lock",    "try_lock",   "unlock",     "read_lock",
                                    "wait",   "wake_up", "notify_one", "notify_all", "load",
                                    "store",  "change",  "futex_wait", "futex_wake", "barrier",
                                    "post",   "take",    "once",       "sleep",      "yield"};

const char* name_of(Action action) {
  const auto number = static_cast<std::size_t>(action);
  return number < std::size(kActions) ? kActions[number] : "none";
}

// Bytes of the character of UTF-8 that begins here; 0: none does.
std::size_t character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t bytes = byte(0) < 0x80                      ? 1
                            : byte(0) >= 0xc2 && byte(0) < 0xe0 ? 2
                            : byte(0) >= 0xe0 && byte(0) < 0xf0 ? 3
                            : byte(0) >= 0xf0 && byte(0) < 0xf5 ? 4
                                                                : 0;
  if (bytes == 0 || bytes > text.size()) {
    return 0;
  }
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) {
      return 0;
    }
  }
  // Longer than needed, surrogates, beyond the last.
  const bool wrong = (byte(0) == 0xe0 && byte(1) < 0xa0) || (byte(0) == 0xed && byte(1) > 0x9f) ||
                     (byte(0) == 0xf0 && byte(1) < 0x90) || (byte(0) == 0xf4 && byte(1) > 0x8f);
  return wrong ? 0 : bytes;
}

class Line {
 public:
  explicit Line(int descriptor) : descriptor_(descriptor) {}
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() {
    put("\n");
    send();
  }

  void put(std::string_view text) {
    for (const char each : text) {
      if (used_ == buffer_.size()) {
        send();
      }
      buffer_.at(used_++) = each;
    }
  }

  // Short texts only.
  __attribute__((format(printf, 2, 3))) void print(const char* format, ...) {
    std::array<char, 256> text{};
    va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(text.data(), text.size(), format, arguments);
    va_end(arguments);
    put(text.data());
  }

  void quote(std::string_view text) {
    put("\"");
    while (!text.empty()) {
      const std::size_t bytes = character(text);
      const auto first = static_cast<unsigned char>(text[0]);
      if (bytes == 0) {
        put("\\ufffd");
      } else if (first < 0x20 || first == '"' || first == '\\' || first == 0x7f) {
        print("\\u%04x", first);
      } else {
        put(text.substr(0, bytes));
      }
      text.remove_prefix(std::max<std::size_t>(bytes, 1));
    }
    put("\"");
  }

 private:
  void send() {
    for (std::size_t sent = 0; sent < used_;) {
      ssize_t bytes = ::send(descriptor_, buffer_.data() + sent, used_ - sent, MSG_NOSIGNAL);
      if (bytes < 0 && errno == ENOTSOCK) {
        bytes = ::write(descriptor_, buffer_.data() + sent, used_ - sent);
      }
      if (bytes < 0 && errno == EAGAIN) {
        pollfd room{.fd = descriptor_, .events = POLLOUT, .revents = 0};
        ::poll(&room, 1, -1);
      } else if (bytes < 0 && errno != EINTR) {
        break;
      }
      sent += bytes > 0 ? static_cast<std::size_t>(bytes) : 0;
    }
    used_ = 0;
  }

  int descriptor_;
  std::size_t used_ = 0;
  std::array<char, 4096> buffer_{};
};

void put_places(Line& line, const Places& places) {
  line.put(", \"at\": [");
  for (std::size_t i = 0; i < places.size() && places.at(i) != 0; ++i) {
    line.print("%s\"0x%" PRIx64 "\"", i == 0 ? "" : ", ", places.at(i));
  }
  line.put("]}");
}

void put_steps(Line& line, const Failure& failure) {
  const std::uint32_t first = failure.steps > kMostTold ? failure.steps - kMostTold : 0;
  if (first > 0) {
    line.print(", \"skipped\": %" PRIu32, first);
  }
  line.put(", \"steps\": [");
  for (std::uint32_t i = first; i < failure.steps; ++i) {
    const Step& step = failure.explanation->trace.at(i);
    line.print("%s{\"t\": %u, \"do\": \"%s\"", i == first ? "" : ", ", unsigned{step.thread},
               name_of(step.action));
    if (step.object != 0) {
      line.print(", \"on\": %" PRIu32, step.object);
    }
    line.put(step.timed_out ? ", \"late\": true" : "");
    put_places(line, failure.explanation->places.at(i));
  }
  line.put("]");
}

void put_waiting(Line& line, const Ledger& ledger) {
  line.put(", \"waiting\": [");
  bool first = true;
  for (unsigned i = 0; i < ledger.waiting.size(); ++i) {
    const Waiting& each = ledger.waiting.at(i);
    if (!each.waits) {
      continue;
    }
    line.print("%s{\"t\": %u, \"do\": \"%s\"", first ? "" : ", ", i, name_of(each.action));
    first = false;
    if (each.object != 0) {
      line.print(", \"on\": %" PRIu32, each.object);
    }
    if (each.holder != 0) {
      line.print(", \"holder\": %u", each.holder - 1U);
    }
    if (each.has_since) {
      line.print(", \"since\": %" PRIu32, each.since);
    }
    put_places(line, each.places);
  }
  line.put("]");
  if (ledger.lost.known) {
    line.print(", \"lost\": {\"on\": %" PRIu32 ", \"step\": %" PRIu32 "}", ledger.lost.object,
               ledger.lost.step);
  }
}

void put_race(Line& line, const Ledger& ledger) {
  line.put(", \"race\": [");
  for (std::size_t i = 0; i < ledger.race.size(); ++i) {
    const Access& each = ledger.race.at(i);
    line.print("%s{\"t\": %u, \"write\": %s, \"atomic\": %s, \"bytes\": %u", i == 0 ? "" : ", ",
               unsigned{each.thread}, each.write ? "true" : "false", each.atomic ? "true" : "false",
               unsigned{each.bytes});
    put_places(line, each.places);
  }
  line.put("]");
}

void put_thrown(Line& line, const Thrown& thrown) {
  line.print(", \"thrown\": {\"t\": %u, \"ends\": %s", unsigned{thrown.thread},
             thrown.ends_all ? "true" : "false");
  put_places(line, thrown.places);
}

void put_ending(Line& line, const Ending& ending) {
  if (ending.kind == Kind::failed) {
    line.print(", \"exit\": %d", ending.code);
  }
  if (ending.kind == Kind::crashed) {
    line.print(", \"signal\": %d", ending.code);
  }
  if (ending.reason[0] != '\0') {
    line.put(", \"reason\": ");
    line.quote(ending.reason.data());
  }
  line.print(", \"threads\": %" PRIu32 ", \"length\": %" PRIu32 ", \"trace\": \"%016" PRIx64 "\"",
             ending.threads, ending.steps, ending.trace);
}

}  // namespace

void tell(int descriptor, const Failure& failure) {
  Line line(descriptor);
  line.print("{\"failure\": \"%s\", \"seed\": \"%s\", \"schedule\": %lu, \"confirmed\": %s",
             name_of(failure.ending.kind), failure.seed, failure.schedule,
             failure.confirmed ? "true" : "false");
  put_ending(line, failure.ending);
  if (failure.explanation != nullptr) {
    line.print(", \"preemptions\": %" PRIu32, failure.preemptions);
    if (!failure.said.empty()) {
      line.put(", \"said\": ");
      line.quote(failure.said);
    }
    put_steps(line, failure);
    if (failure.ending.kind == Kind::deadlock) {
      put_waiting(line, *failure.explanation);
    }
    if (failure.ending.kind == Kind::race) {
      put_race(line, *failure.explanation);
    }
    if (failure.explanation->thrown.known) {
      put_thrown(line, failure.explanation->thrown);
    }
  }
  line.put("}");
}

void tell(int descriptor, const Total& total) {
  Line line(descriptor);
  line.print("{\"schedules\": %lu, \"failures\": %lu, \"first\": %lu, \"steps\": %" PRIu64
             ", \"seconds\": %.3f%s}",
             total.schedules, total.failures, total.first, total.steps, total.seconds,
             total.out_of_budget ? ", \"stopped\": \"budget\"" : "");
}

}  // namespace explore
