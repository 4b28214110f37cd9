#include "pool_adapter.hpp"

#include <utility>

#include "thread_pool.hpp"

namespace course {
namespace {

class Adapted final : public AnyPool {
 public:
  explicit Adapted(unsigned workers) : pool_(workers) {}

  std::future<void> submit(std::function<void()> task) override {
    return pool_.submit(std::move(task));
  }
  std::future<Number> submit_number(std::function<Number()> task) override {
    return pool_.submit(std::move(task));
  }
  std::future<Parcel> submit_parcel(ParcelTask task) override {
    return pool_.submit(std::move(task));
  }
  std::future<int&> submit_function(int& (&task)()) override { return pool_.submit(task); }
  std::future<void> submit_copy(const ProbedTask& task) override { return pool_.submit(task); }
  std::future<void> submit_moved(ProbedTask&& task) override {
    return pool_.submit(std::move(task));
  }
  void shutdown() override { pool_.shutdown(); }

 private:
  ThreadPool pool_;
};

}  // namespace

std::unique_ptr<AnyPool> make_pool(unsigned workers) { return std::make_unique<Adapted>(workers); }

}  // namespace course
