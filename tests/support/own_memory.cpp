// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/own_memory.h"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> allocations{0};  // relaxed: a count, read by who allocated
thread_local int allocationsLeft = -1;    // negative: any number

void* allocated(std::size_t bytes) {
    if (allocationsLeft == 0) throw std::bad_alloc();
    if (allocationsLeft > 0) --allocationsLeft;
    allocations.fetch_add(1, std::memory_order_relaxed);
    if (void* const memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
    throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t bytes) {
    return allocated(bytes);
}
void* operator new[](std::size_t bytes) {
    return allocated(bytes);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace telemetryhub::test {

std::size_t allocationCount() {
    return allocations.load(std::memory_order_relaxed);
}

void limitAllocations(int succeeding) {
    allocationsLeft = succeeding;
}

}  // namespace telemetryhub::test
