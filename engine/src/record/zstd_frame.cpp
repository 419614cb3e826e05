// SPDX-License-Identifier: GPL-3.0-or-later
#include "zstd_frame.h"

#include <new>

#include <zstd.h>

namespace telemetryhub::engine {
namespace {

constexpr std::size_t kDescriptorAt = 4;  // behind the magic number
constexpr std::uint8_t kChecksumFlag = 4;

template <typename Context>
Context* made(Context* context) {
    if (!context) throw std::bad_alloc();
    return context;
}

}  // namespace

void ZstdFrame::FreeContexts::operator()(ZSTD_CCtx_s* context) const {
    ZSTD_freeCCtx(context);
}

void ZstdFrame::FreeContexts::operator()(ZSTD_DCtx_s* context) const {
    ZSTD_freeDCtx(context);
}

ZstdFrame::ZstdFrame(Content content)
    : m_pack(made(ZSTD_createCCtx())), m_unpack(made(ZSTD_createDCtx())) {
    ZSTD_CCtx_setParameter(m_pack.get(), ZSTD_c_compressionLevel, 1);
    ZSTD_CCtx_setParameter(m_pack.get(), ZSTD_c_checksumFlag, 1);
    // Shorter matches cost more than they save in planes of noise.
    if (content == Content::NumberPlanes) ZSTD_CCtx_setParameter(m_pack.get(), ZSTD_c_minMatch, 7);
}

ZstdFrame::~ZstdFrame() = default;

std::size_t ZstdFrame::pack(const BlobWriter& content, std::size_t prefixSize,
                            std::vector<char>& out) {
    const std::span<const std::uint8_t> bytes = content.bytes();
    // A block of its own for every section: 3 bytes each, and the bound is for one.
    const std::size_t bound =
        prefixSize + ZSTD_compressBound(bytes.size()) + content.sectionEnds().size() * 16 + 64;
    if (out.size() < bound) out.resize(bound);
    ZSTD_outBuffer output{out.data(), out.size(), prefixSize};
    ZSTD_CCtx_reset(m_pack.get(), ZSTD_reset_session_only);
    ZSTD_CCtx_setPledgedSrcSize(m_pack.get(), bytes.size());
    ZSTD_inBuffer input{bytes.data(), 0, 0};
    for (const std::size_t end : content.sectionEnds()) {
        input.size = end;
        const bool last = end == bytes.size();
        [[maybe_unused]] const std::size_t left =
            ZSTD_compressStream2(m_pack.get(), &output, &input, last ? ZSTD_e_end : ZSTD_e_flush);
        assert(left == 0);
    }
    return output.pos;
}

std::string_view ZstdFrame::pack(std::string_view bytes) {
    m_packed.resize(ZSTD_compressBound(bytes.size()));
    const std::size_t length =
        ZSTD_compress2(m_pack.get(), m_packed.data(), m_packed.size(), bytes.data(), bytes.size());
    assert(!ZSTD_isError(length));
    return {m_packed.data(), length};
}

std::string_view ZstdFrame::unpack(std::string_view frame, std::size_t maxSize) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(frame.data());
    const auto content = unpack(std::span(bytes, frame.size()), maxSize);
    return {reinterpret_cast<const char*>(content.data()), content.size()};
}

std::span<const std::uint8_t> ZstdFrame::unpack(std::span<const std::uint8_t> frame,
                                                std::size_t maxSize) {
    const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
    // The two values that say "unknown" and "damaged" are the largest of all.
    if (size > maxSize || frame.size() <= kDescriptorAt) return {};
    if ((frame[kDescriptorAt] & kChecksumFlag) == 0) return {};
    if (m_content.size() < size) m_content.resize(size);
    const std::size_t got =
        ZSTD_decompressDCtx(m_unpack.get(), m_content.data(), size, frame.data(), frame.size());
    if (ZSTD_isError(got) || got != size) return {};
    return {m_content.data(), got};
}

}  // namespace telemetryhub::engine
