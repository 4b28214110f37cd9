// readings: sensors, each read by a process of its own, stored by one. A queue
// stands between them, so that all wait at the same time.
//
// The queue is small, so that a hand-over that comes late holds somebody up.

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <vector>

#include "shared_queue.hpp"
#include "support/latency.hpp"
#include "support/secret.hpp"
#include "support/speed_row.hpp"

namespace course {
namespace {

using std::chrono::milliseconds;
using Readings = std::vector<int>;

constexpr std::size_t kReadings = 48;
constexpr std::size_t kCapacity = 2;
constexpr milliseconds kRead{8};
constexpr milliseconds kStore{1};

support::Secret sensors_show;

int read_sensor(int sensor) {
  support::Latency(kRead).request();
  return static_cast<int>(sensors_show.of(static_cast<std::uint64_t>(sensor)) % INT_MAX);
}

void store(Readings& stored, int reading) {
  support::Latency(kStore).request();
  stored.push_back(reading);
}

Readings in_order(Readings readings) {
  std::sort(readings.begin(), readings.end());
  return readings;
}

Readings one_after_the_other(const Readings& sensors) {
  Readings stored;
  for (const int sensor : sensors) {
    store(stored, read_sensor(sensor));
  }
  return in_order(std::move(stored));
}

// What was read in one round is stored during the next one. Only the last
// round's readings are waited for.
void best_schedule(const Readings& sensors, unsigned processes) {
  for (std::size_t round = 0; round < sensors.size() / processes; ++round) {
    std::this_thread::sleep_for(kRead);
  }
  for (unsigned i = 0; i < processes; ++i) {
    std::this_thread::sleep_for(kStore);
  }
}

// A child that reads every `processes`-th sensor. Killed, unless it has ended.
class Reader {
 public:
  Reader(SharedQueue& queue, const Readings& sensors, unsigned first, unsigned processes)
      : pid_(fork()) {
    if (pid_ == 0) {
      live(queue, sensors, first, processes);
    }
    if (pid_ < 0) {
      throw std::system_error(errno, std::generic_category(), "fork");
    }
  }
  ~Reader() {
    kill(pid_, SIGKILL);
    while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

 private:
  // noexcept: the code that made it is here only as a copy.
  [[noreturn]] static void live(SharedQueue& queue, const Readings& sensors, unsigned first,
                                unsigned processes) noexcept {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (std::size_t i = first; i < sensors.size(); i += processes) {
      queue.push([reading = read_sensor(sensors[i])](std::span<std::byte> message) {
        std::memcpy(message.data(), &reading, sizeof reading);
      });
    }
    _exit(0);
  }

  const pid_t pid_;
};

Readings through_the_queue(const Readings& sensors, unsigned processes) {
  SharedQueue queue(kCapacity, sizeof(int));
  std::vector<std::unique_ptr<Reader>> readers;
  for (unsigned i = 0; i < processes; ++i) {
    readers.push_back(std::make_unique<Reader>(queue, sensors, i, processes));
  }
  Readings stored;
  while (stored.size() < sensors.size()) {
    int reading = 0;
    queue.pop([&](std::span<const std::byte> message) {
      std::memcpy(&reading, message.data(), sizeof reading);
    });
    store(stored, reading);
  }
  return in_order(std::move(stored));
}

const bool registered = support::add_row(
    "readings", support::IoRow<Readings, Readings>{
                    .make =
                        [](std::uint64_t seed) {
                          sensors_show.renew(seed);
                          Readings sensors(kReadings);
                          std::iota(sensors.begin(), sensors.end(), static_cast<int>(seed % 1000));
                          return sensors;
                        },
                    .serial = one_after_the_other,
                    .ideal = best_schedule,
                    .yours = through_the_queue,
                });

}  // namespace
}  // namespace course
