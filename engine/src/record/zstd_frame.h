// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "blob_bytes.h"

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace telemetryhub::engine {

/// Writes the content of blobs as zstd frames with a checksum and back, with contexts that are
/// kept.
///
/// Threads: confined to one thread.
/// Errors:  what is damaged, or larger than it may be, is refused before memory is reserved for it.
class ZstdFrame {
public:
    ZstdFrame();
    ~ZstdFrame();
    ZstdFrame(const ZstdFrame&) = delete;
    ZstdFrame& operator=(const ZstdFrame&) = delete;

    /// Appends the frame to `out` behind its first `prefixSize` bytes; returns the size of all.
    [[nodiscard]] std::size_t pack(const BlobWriter& content, std::size_t prefixSize,
                                   std::vector<char>& out);
    /// The content, until the next call; empty when it is damaged or larger than `maxSize`.
    [[nodiscard]] std::span<const std::uint8_t> unpack(std::span<const std::uint8_t> frame,
                                                       std::size_t maxSize);

private:
    struct FreeContexts {
        void operator()(ZSTD_CCtx_s* context) const;
        void operator()(ZSTD_DCtx_s* context) const;
    };
    std::unique_ptr<ZSTD_CCtx_s, FreeContexts> m_pack;
    std::unique_ptr<ZSTD_DCtx_s, FreeContexts> m_unpack;
    std::vector<std::uint8_t> m_content;
};

}  // namespace telemetryhub::engine
