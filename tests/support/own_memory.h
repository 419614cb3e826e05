// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace telemetryhub::test {

/// A program that calls one of these has an operator new of its own. Sanitizers bring theirs, so
/// such a test is a plain one.
///
/// Of all threads together, since the program began.
[[nodiscard]] std::size_t allocationCount();

/// From now on `succeeding` more allocations of this thread succeed, the ones behind them throw
/// std::bad_alloc; negative: all succeed.
void limitAllocations(int succeeding);

}  // namespace telemetryhub::test
