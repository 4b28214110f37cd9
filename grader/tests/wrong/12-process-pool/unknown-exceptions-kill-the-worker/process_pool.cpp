// expect: failed Workers.ErrorsComeWithTheirText
// Only std::exception is caught in the worker: anything else ends it.

#include "process_pool.hpp"

#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

namespace course {
namespace {

[[noreturn]] void fail(const char* call) {
  throw std::system_error(errno, std::generic_category(), call);
}

// ---- frames: a length, and as many bytes ----

using Length = std::uint64_t;

// False if the other side is gone. MSG_NOSIGNAL: otherwise SIGPIPE would kill
// this process as well.
bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n < 0 && errno != EINTR) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
  }
  return true;
}

bool receive_all(int socket, char* into, std::size_t size) {
  while (size > 0) {
    const ssize_t n = recv(socket, into, size, 0);
    if (n == 0 || (n < 0 && errno != EINTR)) {
      return false;
    }
    into += std::max<ssize_t>(n, 0);
    size -= static_cast<std::size_t>(std::max<ssize_t>(n, 0));
  }
  return true;
}

void append(Bytes& frame, const Bytes& part) {
  const Length length = part.size();
  frame.append(reinterpret_cast<const char*>(&length), sizeof length);
  frame += part;
}

// Takes off what append has put there.
Bytes take(std::string_view& frame) {
  Length length = 0;
  std::copy_n(frame.data(), sizeof length, reinterpret_cast<char*>(&length));
  Bytes part(frame.substr(sizeof length, length));
  frame.remove_prefix(sizeof length + length);
  return part;
}

bool send_frame(int socket, const Bytes& body) {
  Bytes frame;
  append(frame, body);
  return send_all(socket, frame);
}

// Nothing if the other side is gone, though it were in the middle of the frame.
std::optional<Bytes> receive_frame(int socket) {
  Length length = 0;
  if (!receive_all(socket, reinterpret_cast<char*>(&length), sizeof length)) {
    return std::nullopt;
  }
  Bytes body(length, '\0');
  return receive_all(socket, body.data(), body.size()) ? std::optional(std::move(body))
                                                       : std::nullopt;
}

// ---- the worker's side ----

// In front of every result.
constexpr char kResult = 'r';
constexpr char kError = 'e';

Bytes answer(const Function& function, const Bytes& item) {
  try {
    return kResult + function(item);
  } catch (const std::exception& error) {
    return kError + Bytes(error.what());
  }
}

// The whole life of a worker. It ends when the pool closes the line.
[[noreturn]] void work(int line, const Function& function) noexcept {
  while (const std::optional<Bytes> request = receive_frame(line)) {
    Bytes results;
    for (std::string_view rest = *request; !rest.empty();) {
      append(results, answer(function, take(rest)));
    }
    if (!send_frame(line, results)) {
      break;
    }
  }
  _exit(0);
}

// ---- the pool's side ----

// Items that go to a worker together.
struct Job {
  Bytes request;
  std::vector<std::promise<Bytes>> results;

  std::future<Bytes> add(const Bytes& item) {
    append(request, item);
    return results.emplace_back().get_future();
  }

  void fulfil(std::string_view answers) {
    for (std::promise<Bytes>& result : results) {
      const Bytes answer = take(answers);
      if (answer.front() == kResult) {
        result.set_value(answer.substr(1));
      } else {
        result.set_exception(std::make_exception_ptr(RemoteError(answer.substr(1))));
      }
    }
  }

  void give_up() {
    for (std::promise<Bytes>& result : results) {
      result.set_exception(std::make_exception_ptr(BrokenProcessPool()));
    }
  }
};

// A child process, from fork to waitpid.
class Worker {
 public:
  Worker(const Function& function, const std::vector<std::unique_ptr<Worker>>& elder) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
      fail("socketpair");
    }
    pid_ = fork();
    if (pid_ == 0) {
      // While anybody else holds the pool's end of a line, that line has no end.
      close(ends[0]);
      for (const auto& other : elder) {
        close(other->line_);
      }
      work(ends[1], function);
    }
    const int error = errno;
    close(ends[1]);
    line_ = ends[0];
    if (pid_ < 0) {
      close(line_);
      throw std::system_error(error, std::generic_category(), "fork");
    }
  }
  ~Worker() {
    shutdown(line_, SHUT_RDWR);  // for all who hold it: a later pool's workers do, too
    close(line_);
    while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Its answer; nothing if it is dead.
  std::optional<Bytes> ask(const Bytes& request) const {
    return send_frame(line_, request) ? receive_frame(line_) : std::nullopt;
  }

  // It is not reaped before the destructor, so its number is its own until then.
  void kill() const { ::kill(pid_, SIGKILL); }

 private:
  pid_t pid_ = -1;
  int line_ = -1;
};

}  // namespace

struct ProcessPool::State {
  // Forks first and starts threads then: a child has only one thread, and no lock
  // in it belongs to another.
  State(unsigned count, const Function& function) {
    for (unsigned i = 0; i < count; ++i) {
      workers.push_back(std::make_unique<Worker>(function, workers));
    }
  }
  ~State() {
    {
      const std::lock_guard lock(mutex);
      closed = true;
    }
    changed.notify_all();
    keepers.clear();  // joins; only then do the workers end
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void start() {
    for (const auto& worker : workers) {
      keepers.emplace_back([this, &worker = *worker] { keep(worker); });
    }
  }

  // A worker's thread: it asks, and waits for the answer. So never more than one
  // request or answer is on a line, and the two cannot wait for each other.
  void keep(const Worker& worker) {
    while (std::optional<Job> job = next()) {
      if (const std::optional<Bytes> answers = worker.ask(job->request)) {
        job->fulfil(*answers);
      } else {
        terminate();
        job->give_up();
      }
    }
  }

  // Nothing once the pool is closed and all is done.
  std::optional<Job> next() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return closed || !jobs.empty(); });
    if (jobs.empty()) {
      return std::nullopt;
    }
    Job job = std::move(jobs.front());
    jobs.pop_front();
    return job;
  }

  void add(std::vector<Job> more) {
    const std::lock_guard lock(mutex);
    if (broken) {
      throw BrokenProcessPool();
    }
    for (Job& job : more) {
      jobs.push_back(std::move(job));
    }
    changed.notify_all();
  }

  void terminate() {
    const std::lock_guard lock(mutex);
    broken = true;
    for (const auto& worker : workers) {
      worker->kill();  // whoever waits for its answer sees the end of the line
    }
    for (Job& job : jobs) {
      job.give_up();
    }
    jobs.clear();
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<Job> jobs;
  bool broken = false;
  bool closed = false;
  std::vector<std::unique_ptr<Worker>> workers;
  std::vector<std::jthread> keepers;
};

ProcessPool::ProcessPool(unsigned workers, const std::string& function_name) {
  if (workers == 0) {
    throw std::invalid_argument("no workers");
  }
  state_ = std::make_unique<State>(workers, function_named(function_name));
  state_->start();
}

ProcessPool::~ProcessPool() = default;

std::future<Bytes> ProcessPool::submit(Bytes item) {
  std::vector<Job> jobs(1);
  std::future<Bytes> result = jobs.front().add(item);
  state_->add(std::move(jobs));
  return result;
}

std::vector<Bytes> ProcessPool::map(std::span<const Bytes> items, std::size_t chunk) {
  if (chunk == 0) {
    throw std::invalid_argument("a chunk of no items");
  }
  std::vector<Job> jobs;
  std::vector<std::future<Bytes>> futures;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i % chunk == 0) {
      jobs.emplace_back();
    }
    futures.push_back(jobs.back().add(items[i]));
  }
  state_->add(std::move(jobs));
  for (const std::future<Bytes>& future : futures) {
    future.wait();
  }
  std::vector<Bytes> results;
  for (std::future<Bytes>& future : futures) {
    results.push_back(future.get());
  }
  return results;
}

void ProcessPool::terminate() { state_->terminate(); }

}  // namespace course
