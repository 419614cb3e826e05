// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "decode/frame_reader.h"
#include "decode/frame_scanner.h"

namespace telemetryhub::engine {

/// Binary frames of a layout that the user describes.
///
/// A frame that is wrong costs one byte of its sync; the search goes on inside it, so that a sync
/// amid garbage swallows no good frame. Without sync and checksum every byte is believed, after
/// those that are to be skipped.
///
/// Errors: a checksum that does not match is Checksum, a length that does not fit the fields is
///         Length, another tail and bytes between frames are Syntax; each frame counts once.
class FrameDecoder final : public FrameScanner {
public:
    explicit FrameDecoder(const DecodeSettings& settings)
        : FrameScanner(settings), m_reader(settings.frame) {}

    [[nodiscard]] std::string description() const override;
    [[nodiscard]] std::unique_ptr<Decoder> clone() const override {
        return std::make_unique<FrameDecoder>(*this);
    }

private:
    [[nodiscard]] Found find(std::string_view bytes) override;
    void take(std::string_view frame, DecoderOutput& output) override;
    [[nodiscard]] std::size_t longestPartialStart() const override;
    void streamBegins(StreamStart start) override;
    void bind();

    FrameReader m_reader;
    std::string_view m_payload;  ///< of the frame that was just found
    std::vector<double> m_row;
    std::size_t m_toSkip = 0;
    bool m_bound = false;
};

}  // namespace telemetryhub::engine
