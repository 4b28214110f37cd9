#include <utility>

#include "pool_adapter.hpp"
#include "thread_pool.hpp"

namespace course {
namespace {

class Adapted final : public NumberPool {
 public:
  explicit Adapted(unsigned workers) : pool_(workers) {}

  std::future<Number> submit(std::function<Number()> task) override {
    return pool_.submit(std::move(task));
  }

 private:
  ThreadPool pool_;
};

}  // namespace

std::unique_ptr<NumberPool> make_number_pool(unsigned workers) {
  return std::make_unique<Adapted>(workers);
}

}  // namespace course
