// Splits a table into four chunks, processes them on four threads, and puts them together.

#include <array>
#include <iostream>
#include <span>
#include <thread>
#include <vector>

struct Row {
  int city = 0;
  double visitors = 0;

  bool operator==(const Row&) const = default;
};

using Table = std::vector<Row>;

using Rows = std::span<const Row>;

// begin process
Table process(Rows rows) {
  Table out(rows.begin(), rows.end());
  for (Row& row : out) row.visitors /= 7;
  return out;
}
// end process

Table joined(const std::array<Table, 4>& parts) {
  Table together;
  for (const Table& part : parts) {
    together.insert(together.end(), part.begin(), part.end());
  }
  return together;
}

// The part `p` of four, as equal as they can be.
Rows part(Rows rows, std::size_t p) {
  const std::size_t begin = rows.size() * p / 4;
  const std::size_t end = rows.size() * (p + 1) / 4;
  return rows.subspan(begin, end - begin);
}

// begin program
Table in_parallel(Rows rows) {
  std::array<Table, 4> parts;
  {
    std::vector<std::jthread> threads;
    for (std::size_t p = 0; p < 4; ++p)
      threads.emplace_back([&, p] {
        parts[p] = process(part(rows, p));
      });
  }  // joined: all parts are there
  return joined(parts);
}
// end program

int main() {
  Table rows;
  for (int city = 0; city < 40'000; ++city) {
    rows.push_back({city, static_cast<double>(37 * city % 1009)});
  }
  const Table together = in_parallel(rows);
  std::cout << together.size()
            << " rows, equal to serial: " << (together == process(rows) ? "yes" : "no") << '\n';
}
