// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "blob_bytes.h"

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace telemetryhub::engine {

/// Packs bytes as zstd frames with a checksum and back, with contexts that are kept.
///
/// Threads: confined to one thread.
/// Errors:  what is damaged, or larger than it may be, is refused before memory is reserved for it.
class ZstdFrame {
public:
    enum class Content {
        Any,
        NumberPlanes,  ///< in which short matches are chance
    };
    /// Of a content that is no blob; a blob knows its own.
    static constexpr std::size_t kMaxBytes = std::size_t{64} << 20;

    explicit ZstdFrame(Content content);
    ~ZstdFrame();
    ZstdFrame(const ZstdFrame&) = delete;
    ZstdFrame& operator=(const ZstdFrame&) = delete;

    /// Appends the frame to `out` behind its first `prefixSize` bytes; returns the size of all.
    [[nodiscard]] std::size_t pack(const BlobWriter& content, std::size_t prefixSize,
                                   std::vector<char>& out);
    /// The frame, until the next call. \pre `bytes.size() <= kMaxBytes`
    [[nodiscard]] std::string_view pack(std::string_view bytes);
    /// The content, until the next call; empty when it is damaged or larger than `maxSize`.
    [[nodiscard]] std::span<const std::uint8_t> unpack(std::span<const std::uint8_t> frame,
                                                       std::size_t maxSize);
    /// The same for what is no blob.
    [[nodiscard]] std::string_view unpack(std::string_view frame, std::size_t maxSize);

private:
    struct FreeContexts {
        void operator()(ZSTD_CCtx_s* context) const;
        void operator()(ZSTD_DCtx_s* context) const;
    };
    std::unique_ptr<ZSTD_CCtx_s, FreeContexts> m_pack;
    std::unique_ptr<ZSTD_DCtx_s, FreeContexts> m_unpack;
    std::vector<char> m_packed;
    std::vector<std::uint8_t> m_content;
};

}  // namespace telemetryhub::engine
