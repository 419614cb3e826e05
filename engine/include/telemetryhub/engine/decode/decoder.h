// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "telemetryhub/engine/core/decode_settings.h"
#include "telemetryhub/engine/core/ledger.h"
#include "telemetryhub/engine/core/sample_writer.h"

namespace telemetryhub::engine {

/// Where a decoder's results go.
///
/// Threads: called on the thread that calls the decoder.
class DecoderOutput {
public:
    explicit DecoderOutput(SampleWriter& writer) : m_samples(writer) {}
    virtual ~DecoderOutput() = default;
    [[nodiscard]] SampleWriter& samples() { return m_samples; }
    /// A line that holds no data; the view ends with the call. Never contains the line end.
    virtual void textLine(std::string_view line) = 0;
    /// A frame that was dropped whole; `bytes` are its first ones and end with the call.
    virtual void damaged(DiscardReason reason, std::string_view bytes) = 0;

private:
    SampleWriter& m_samples;
};

/// Whether the first byte after opening begins a frame.
enum class StreamStart {
    Boundary,  ///< a file, the simulated device, or a line that was silent before
    MidFrame,  ///< unknown: what cannot be proven whole is dropped as PartialStart
};

/// Whether the last byte ends a frame.
enum class StreamEnd {
    Complete,  ///< end of a file: what is pending is a whole frame
    Cut,       ///< the link ended anywhere: what is pending is discarded as Unfinished
};

/// Turns bytes into samples, text lines and damage reports, one class a format.
///
/// The result depends on the bytes alone, never on how they were cut into chunks. Channels only
/// grow, also over restarts, so that an index names a channel for ever.
/// After each call: every byte given so far = counts().bytesDecoded + bytesDiscarded + pending.
/// No allocation a line in the steady state; memory is bounded by the frame limit.
///
/// Threads: confined to one thread.
class Decoder {
public:
    static constexpr std::size_t kMaxFrameBytes = std::size_t{64} * 1024;

    virtual ~Decoder() = default;
    /// A new stream begins; nothing is pending. Channels and counts are kept.
    virtual void begin(StreamStart start) = 0;
    virtual void decode(std::string_view bytes, DecoderOutput& output) = 0;
    /// The stream ended; nothing is pending afterwards.
    virtual void finish(StreamEnd end, DecoderOutput& output) = 0;
    [[nodiscard]] virtual std::size_t pendingBytes() const = 0;
    [[nodiscard]] virtual DecodeCounts counts() const = 0;
    /// For a person: the format and what was found, such as `CSV, 8 columns, comma`.
    [[nodiscard]] virtual std::string description() const = 0;
    /// A decoder in the same state: what is decoded with one changes nothing in the other.
    [[nodiscard]] virtual std::unique_ptr<Decoder> clone() const = 0;
};

/// \pre the parts of `settings` that the format needs were checked, see checkDecode
[[nodiscard]] std::unique_ptr<Decoder> makeDecoder(const DecodeSettings& settings);

}  // namespace telemetryhub::engine
