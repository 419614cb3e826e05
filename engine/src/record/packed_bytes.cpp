// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/packed_bytes.h"

#include <zstd.h>

namespace telemetryhub::engine {

struct BytePacker::Contexts {
    struct Free {
        void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
        void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
    };
    std::unique_ptr<ZSTD_CCtx, Free> packing{ZSTD_createCCtx()};
    std::unique_ptr<ZSTD_DCtx, Free> unpacking{ZSTD_createDCtx()};
};

BytePacker::BytePacker() : m_contexts(std::make_unique<Contexts>()) {
    ZSTD_CCtx_setParameter(m_contexts->packing.get(), ZSTD_c_compressionLevel, 1);
    ZSTD_CCtx_setParameter(m_contexts->packing.get(), ZSTD_c_checksumFlag, 1);
}

BytePacker::~BytePacker() = default;

std::string_view BytePacker::pack(std::string_view bytes) {
    m_packed.resize(ZSTD_compressBound(bytes.size()));
    const std::size_t length = ZSTD_compress2(m_contexts->packing.get(), m_packed.data(),
                                              m_packed.size(), bytes.data(), bytes.size());
    return {m_packed.data(), length};
}

bool BytePacker::unpack(std::string_view packed, std::size_t mostBytes, std::string& bytes) {
    const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    // The two codes for a size that is unknown or wrong are the largest numbers.
    if (size > mostBytes) return false;
    bytes.resize(size);
    const std::size_t length = ZSTD_decompressDCtx(m_contexts->unpacking.get(), bytes.data(), size,
                                                   packed.data(), packed.size());
    return length == size;
}

}  // namespace telemetryhub::engine
