// Speed rows: what a benchmark of the course times, and how.
//
// Every row times three things, in random order, round after round, each round
// on a fresh input made from a seed, the student's code in a fresh process:
//   NAME/serial      the course's own serial program: the baseline
//   NAME/attainable  what this machine allows: for a cpu row, W copies of the
//                    baseline at once; for an io row, the ideal schedule
//   NAME/yours       the student's code with W workers, its result checked
//
// The rows are Google Benchmarks. Started by hand, the program takes the usual
// --benchmark_* flags; started by the grader, it runs the rounds it is asked for.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace course::support {

// A row whose work needs the CPU. `make(seed, size)` makes an input; the work
// on it grows about linearly with `size`. Results are compared with ==, and must be
// something that nlohmann::json can hold.
//
// A timed stretch must be long against what starting costs. Where processes are
// started, the kernel may take until its next tick, 4 ms, to give each a core.
template <class Input, class Result>
struct CpuRow {
  std::size_t size = 0;  // a first guess; fitted to the machine, so that a stretch is long enough
  std::chrono::milliseconds stretch{30};  // the shortest that is timed
  std::function<Input(std::uint64_t seed, std::size_t size)> make;
  std::function<Result(const Input&)> serial;
  std::function<Result(const Input&, unsigned workers)> yours;
};

// A row whose work is waiting. `ideal` waits as long as the best schedule does.
template <class Input, class Result>
struct IoRow {
  std::function<Input(std::uint64_t seed)> make;
  std::function<Result(const Input&)> serial;
  std::function<void(const Input&, unsigned workers)> ideal;
  std::function<Result(const Input&, unsigned workers)> yours;
};

// Registers a row; called by a static initialiser of a *_bench.cpp:
//   const bool registered = add_row("histogram", CpuRow<Bytes, Histogram>{...});
template <class Input, class Result>
bool add_row(std::string name, CpuRow<Input, Result> row);
template <class Input, class Result>
bool add_row(std::string name, IoRow<Input, Result> row);

// The size of an input is grown from a first guess until a stretch is long enough.
struct Fit {
  std::size_t guess = 0;
  std::chrono::milliseconds stretch{};
};

// A row with its types erased. Used by one thread.
class SpeedRow {
 public:
  virtual ~SpeedRow() = default;

  // Makes a fresh input and forgets the old one. Not timed.
  virtual void prepare(std::uint64_t seed, std::size_t size) = 0;
  // Both run on the prepared input and return how long the timed stretch took.
  virtual std::chrono::nanoseconds serial() = 0;
  virtual std::chrono::nanoseconds attainable(unsigned workers) = 0;

  // Forgets what the runs before gave: a process that goes on from here knows no result.
  virtual void forget_results() = 0;

  // The student's code. Called, like yours_result(), in a process of its own.
  virtual void yours(unsigned workers) = 0;
  // What the last yours() gave, as bytes.
  virtual std::string yours_result() const = 0;
  // True if the bytes are what the baseline gives on this input. Any bytes may come.
  virtual bool is_right(const std::string& result) = 0;

  // Work of one attainable run in units of a serial run: `workers` for copies
  // of the baseline, 1 for an ideal schedule.
  virtual double attainable_work(unsigned workers) const = 0;
  // How to find the input's size; nothing where the size is fixed.
  virtual std::optional<Fit> fit() const = 0;
};

bool register_row(std::string name, std::unique_ptr<SpeedRow> row);

// Runs `work` on `workers` threads at once; the time from when all of them
// stand ready until the last one is done.
std::chrono::nanoseconds time_copies(unsigned workers, const std::function<void()>& work);

// A result on its way from one process to the other. value_of() throws
// nlohmann::json::exception for bytes that bytes_of() does not make.
std::string bytes_of(const nlohmann::json& value);
nlohmann::json value_of(const std::string& bytes);

template <class Work>
std::chrono::nanoseconds time(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::steady_clock::now() - start;
}

template <class Input, class Result>
class TypedRow : public SpeedRow {
 public:
  using Yours = std::function<Result(const Input&, unsigned workers)>;
  TypedRow(std::function<Result(const Input&)> serial, Yours yours)
      : serial_(std::move(serial)), yours_(std::move(yours)) {}

  void prepare(std::uint64_t seed, std::size_t size) override {
    forget_results();
    input_.reset();  // first, so that only one input exists at a time
    input_.emplace(make(seed, size));
  }
  std::chrono::nanoseconds serial() override {
    return time([this] { expected_.emplace(serial_(*input_)); });
  }
  void forget_results() override {
    expected_.reset();
    actual_.reset();
  }
  void yours(unsigned workers) override { actual_.emplace(yours_(*input_, workers)); }
  std::string yours_result() const override { return bytes_of(nlohmann::json(*actual_)); }
  bool is_right(const std::string& result) override {
    if (!expected_) {
      serial();
    }
    try {
      return value_of(result).template get<Result>() == *expected_;
    } catch (const nlohmann::json::exception&) {
      return false;
    }
  }

 protected:
  virtual Input make(std::uint64_t seed, std::size_t size) = 0;
  const Input& input() const { return *input_; }
  Result serial_result() const { return serial_(*input_); }

 private:
  std::function<Result(const Input&)> serial_;
  Yours yours_;
  std::optional<Input> input_;
  std::optional<Result> expected_;
  std::optional<Result> actual_;
};

template <class Input, class Result>
class TypedCpuRow final : public TypedRow<Input, Result> {
 public:
  explicit TypedCpuRow(CpuRow<Input, Result> row)
      : TypedRow<Input, Result>(std::move(row.serial), std::move(row.yours)),
        make_(std::move(row.make)),
        fit_{row.size, row.stretch} {}

  std::chrono::nanoseconds attainable(unsigned workers) override {
    return time_copies(workers, [this] { static_cast<void>(this->serial_result()); });
  }
  double attainable_work(unsigned workers) const override { return workers; }
  std::optional<Fit> fit() const override { return fit_; }

 private:
  Input make(std::uint64_t seed, std::size_t size) override { return make_(seed, size); }

  std::function<Input(std::uint64_t, std::size_t)> make_;
  Fit fit_;
};

template <class Input, class Result>
class TypedIoRow final : public TypedRow<Input, Result> {
 public:
  explicit TypedIoRow(IoRow<Input, Result> row)
      : TypedRow<Input, Result>(std::move(row.serial), std::move(row.yours)),
        make_(std::move(row.make)),
        ideal_(std::move(row.ideal)) {}

  std::chrono::nanoseconds attainable(unsigned workers) override {
    return time([&] { ideal_(this->input(), workers); });
  }
  double attainable_work(unsigned /*workers*/) const override { return 1; }
  std::optional<Fit> fit() const override { return std::nullopt; }

 private:
  Input make(std::uint64_t seed, std::size_t /*size*/) override { return make_(seed); }

  std::function<Input(std::uint64_t)> make_;
  std::function<void(const Input&, unsigned)> ideal_;
};

template <class Input, class Result>
bool add_row(std::string name, CpuRow<Input, Result> row) {
  return register_row(std::move(name),
                      std::make_unique<TypedCpuRow<Input, Result>>(std::move(row)));
}

template <class Input, class Result>
bool add_row(std::string name, IoRow<Input, Result> row) {
  return register_row(std::move(name), std::make_unique<TypedIoRow<Input, Result>>(std::move(row)));
}

}  // namespace course::support
