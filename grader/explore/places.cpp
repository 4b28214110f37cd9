#include "explore/places.hpp"

#include <link.h>
#include <unwind.h>

#include <algorithm>
#include <limits>

// Set by the linker around the section of EXPLORE_EDGE.
extern "C" const char __start_explore_edge[];
extern "C" const char __stop_explore_edge[];

namespace explore {

constinit thread_local bool walking = false;

namespace {

struct Code {
  std::uintptr_t base = 0;  // what the loader added to the file's addresses
  std::uintptr_t from = 0;
  std::uintptr_t to = 0;
};
Code code;

// The program itself is the first of what is loaded.
int learn(dl_phdr_info* info, std::size_t /*size*/, void* /*nothing*/) {
  code = {.base = info->dlpi_addr, .from = std::numeric_limits<std::uintptr_t>::max(), .to = 0};
  for (unsigned i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)& part = info->dlpi_phdr[i];
    if (part.p_type == PT_LOAD && (part.p_flags & PF_X) != 0) {
      code.from = std::min<std::uintptr_t>(code.from, code.base + part.p_vaddr);
      code.to = std::max<std::uintptr_t>(code.to, code.base + part.p_vaddr + part.p_memsz);
    }
  }
  return 1;
}

bool is_edge(std::uintptr_t address) {
  return address >= reinterpret_cast<std::uintptr_t>(__start_explore_edge) &&
         address < reinterpret_cast<std::uintptr_t>(__stop_explore_edge);
}

struct Walk {
  std::uintptr_t start;
  bool begun = false;
  std::size_t found = 0;
  Places places{};
};

_Unwind_Reason_Code one_frame(_Unwind_Context* context, void* given) {
  Walk& walk = *static_cast<Walk*>(given);
  const std::uintptr_t address = _Unwind_GetIP(context);
  walk.begun = walk.begun || address == walk.start;
  if (!walk.begun) {
    return _URC_NO_REASON;
  }
  if (is_edge(address)) {
    return _URC_END_OF_STACK;
  }
  if (const std::uint32_t site = call_site(address)) {
    walk.places.at(walk.found++) = site;
  }
  return walk.found == walk.places.size() ? _URC_END_OF_STACK : _URC_NO_REASON;
}

}  // namespace

void find_the_file() { ::dl_iterate_phdr(learn, nullptr); }

std::uint32_t call_site(std::uintptr_t return_address) {
  const std::uintptr_t site = return_address - 1;
  return site >= code.from && site < code.to ? static_cast<std::uint32_t>(site - code.base) : 0;
}

Places places_from(const void* return_address) {
  Walk walk{.start = reinterpret_cast<std::uintptr_t>(return_address)};
  walking = true;
  _Unwind_Backtrace(one_frame, &walk);
  walking = false;
  return walk.places;
}

}  // namespace explore
