// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/core/ids.h"

namespace telemetryhub::engine {

/// Packs columns of samples into blobs and back, exactly.
///
/// Every double comes back bit by bit, with the payload of a NaN and the sign of a zero. Contexts
/// and scratch memory are kept, so the steady state allocates nothing.
///
/// Threads: confined to one thread.
/// Units:   times in nanoseconds.
/// Errors:  a blob that is damaged, truncated or of another count is refused; no blob makes it
///          reserve more than kMaxCount samples need.
/// Source:  session_format.md, "Blobs".
class BlobCoder {
public:
    static constexpr std::size_t kMaxCount = 65536;  ///< samples of a blob

    struct Rows {
        std::vector<std::int64_t> steadyNs, wallNs;
        std::vector<Sequence> sequences;
    };

    BlobCoder();
    ~BlobCoder();
    BlobCoder(const BlobCoder&) = delete;
    BlobCoder& operator=(const BlobCoder&) = delete;

    /// The views end with the next call.
    /// \pre at most kMaxCount values
    [[nodiscard]] std::string_view packValues(std::span<const double> values);
    /// \pre the three have one size, at most kMaxCount
    [[nodiscard]] std::string_view packRows(std::span<const std::int64_t> steadyNs,
                                            std::span<const std::int64_t> wallNs,
                                            std::span<const Sequence> sequences);

    /// False when the blob is damaged; then `values` holds nothing of use.
    /// \pre `values.size()` is the expected count
    [[nodiscard]] bool unpackValues(std::string_view blob, std::span<double> values);
    /// False when the blob is damaged; then `rows` holds nothing of use.
    [[nodiscard]] bool unpackRows(std::string_view blob, std::size_t count, Rows& rows);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace telemetryhub::engine
