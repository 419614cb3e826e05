// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "record/zstd_frame.h"
#include "telemetryhub/engine/record/sample_columns.h"

namespace telemetryhub::engine {

/// Packs few samples with all their channels into one piece of bytes.
///
/// Threads: confined to one thread.
/// Source:  session_format.md, "Tails".
class TailCoder {
public:
    /// The view ends with the next call.
    [[nodiscard]] std::string_view pack(const SampleColumns& samples);
    /// Appends the samples; false when the bytes are damaged, and nothing is appended then.
    [[nodiscard]] bool unpack(std::string_view packed, std::size_t count, std::size_t channels,
                              SampleColumns& samples);

private:
    ZstdFrame m_frame{ZstdFrame::Content::Any};
    std::string m_plain;
};

}  // namespace telemetryhub::engine
