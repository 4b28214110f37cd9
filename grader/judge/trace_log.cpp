#include "judge/trace_log.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>

namespace judge {
namespace {

using nlohmann::json;

constexpr std::size_t kFields = 9;
using Fields = std::array<std::uint64_t, kFields>;
constexpr std::size_t kMostThreads = 1'000'000;
// A year: sums of such times are far from what a double cannot hold.
constexpr std::uint64_t kMostTime = 32'000'000'000'000'000;

// "[1,2,3,4,5,6,7,8,9]".
bool read_fields(std::string_view line, Fields& fields) {
  const char* at = line.data();
  const char* const end = at + line.size();
  for (std::size_t i = 0; i < kFields; ++i) {
    if (at == end || *at != (i == 0 ? '[' : ',')) {
      return false;
    }
    const auto [next, error] = std::from_chars(at + 1, end, fields.at(i));
    if (error != std::errc()) {
      return false;
    }
    at = next;
  }
  return at + 1 == end && *at == ']';
}

class Reader {
 public:
  bool read(std::string_view line) {
    if (line.starts_with('[')) {
      Fields fields{};
      return read_fields(line, fields) && add(fields);
    }
    const json told = json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!told.is_object()) {
      return false;
    }
    try {
      add(told);
    } catch (const json::exception&) {
      return false;
    }
    return true;
  }

  TraceReading result() && {
    TraceReading reading{.log = std::nullopt, .lost = lost_};
    if (whole_ && lost_ == 0 && !log_.threads.empty() && all_begin()) {
      reading.log = std::move(log_);
    }
    return reading;
  }

 private:
  bool add(const Fields& fields) {
    const auto [thread, kind, flags, cpu, wall, aside, object, other, place] = fields;
    if (thread >= kMostThreads || kind > static_cast<std::uint64_t>(TraceKind::barrier) ||
        cpu > kMostTime || wall > kMostTime || aside > kMostTime ||
        place > std::numeric_limits<std::uint16_t>::max()) {
      return false;
    }
    if (thread >= log_.threads.size()) {
      log_.threads.resize(thread + 1);
    }
    std::vector<TraceRecord>& records = log_.threads[thread];
    if (!records.empty() && (cpu < records.back().cpu || kind == 0)) {
      return false;
    }
    records.push_back({.kind = static_cast<TraceKind>(kind),
                       .shared = (flags & 1U) != 0,
                       .contended = (flags & 2U) != 0,
                       .cpu = cpu,
                       .wall = wall,
                       .aside = aside,
                       .object = object,
                       .other = other,
                       .place = static_cast<std::uint16_t>(place)});
    return true;
  }

  void add(const json& told) {
    if (told.contains("trace")) {
      log_.cost = std::clamp(told.at("cost").get<double>(), 0.0, 1e6);
      lost_ = told.at("lost");
    } else if (told.contains("place")) {
      log_.places[told.at("place")] = told.at("at").get<std::vector<std::uint64_t>>();
    } else {
      whole_ = told.at("whole");
    }
  }

  // A thread may have been created and never run.
  bool all_begin() const {
    return !log_.threads.front().empty() &&
           std::all_of(log_.threads.begin(), log_.threads.end(), [](const auto& thread) {
             return thread.empty() || thread.front().kind == TraceKind::start;
           });
  }

  TraceLog log_;
  std::uint64_t lost_ = 0;
  bool whole_ = false;
};

}  // namespace

TraceReading read_trace(std::string_view text) {
  Reader reader;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (!reader.read(text.substr(0, end))) {
      return {};
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return std::move(reader).result();
}

double work_between(const TraceRecord& before, const TraceRecord& after, double cost) {
  const double spent = static_cast<double>(after.cpu) - static_cast<double>(before.cpu);
  return std::max(0.0, spent - static_cast<double>(before.aside) - cost);
}

double work_of(const TraceLog& log) {
  double work = 0;
  for (const std::vector<TraceRecord>& thread : log.threads) {
    for (std::size_t i = 1; i < thread.size(); ++i) {
      work += work_between(thread[i - 1], thread[i], log.cost);
    }
  }
  return work;
}

double wall_of(const TraceLog& log) {
  std::uint64_t first = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t last = 0;
  for (const std::vector<TraceRecord>& thread : log.threads) {
    for (const TraceRecord& record : thread) {
      first = std::min(first, record.wall);
      last = std::max(last, record.wall);
    }
  }
  return last > first ? static_cast<double>(last - first) : 0;
}

std::size_t records_of(const TraceLog& log) {
  std::size_t count = 0;
  for (const std::vector<TraceRecord>& thread : log.threads) {
    count += thread.size();
  }
  return count;
}

}  // namespace judge
