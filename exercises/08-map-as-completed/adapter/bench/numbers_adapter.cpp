#include <utility>

#include "executors.hpp"
#include "executors_adapter.hpp"

namespace course {

std::vector<std::uint64_t> map_numbers(ThreadPool& pool, NumberCall f,
                                       std::vector<std::uint64_t> items, std::size_t chunk) {
  return map(pool, std::move(f), std::move(items), chunk);
}

}  // namespace course
