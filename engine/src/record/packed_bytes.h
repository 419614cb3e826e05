// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace telemetryhub::engine {

/// Compresses small pieces of any bytes by zstd, with a checksum.
///
/// Threads: confined to one thread.
class BytePacker {
public:
    static constexpr std::size_t kMaxBytes = std::size_t{64} << 20;

    BytePacker();
    ~BytePacker();

    /// The view ends with the next call. \pre `bytes.size() <= kMaxBytes`
    [[nodiscard]] std::string_view pack(std::string_view bytes);
    /// False when `packed` is damaged or holds more than `mostBytes`.
    [[nodiscard]] bool unpack(std::string_view packed, std::size_t mostBytes, std::string& bytes);

private:
    struct Contexts;
    std::unique_ptr<Contexts> m_contexts;
    std::string m_packed;
};

}  // namespace telemetryhub::engine
