// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "command_line.h"
#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/decode_settings.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/core/processing_settings.h"
#include "telemetryhub/engine/core/sample_writer.h"
#include "telemetryhub/engine/decode/decoder.h"
#include "telemetryhub/engine/pipeline/channel_processing.h"
#include "telemetryhub/engine/record/csv_writer.h"

namespace telemetryhub::app {

/// Of the one device that is decoded, in blocks and in the CSV.
inline constexpr engine::DeviceId kDecodedDevice{1};

/// Names and scales what comes out of the decoder and hands it to a CSV.
class Decoded final : private engine::BlockReceiver, public engine::DecoderOutput {
public:
    Decoded(engine::BlockPool& pool, engine::CsvWriter& csv,
            const engine::ProcessingSettings& processing)
        : DecoderOutput(m_writer),
          m_writer(pool, kDecodedDevice, *this),
          m_processing(processing,
                       [this](const engine::ChannelSetPtr& shown) { m_channels = shown; }),
          m_csv(csv) {}

    void textLine(std::string_view) override {}
    void damaged(engine::DiscardReason, std::string_view) override {}
    [[nodiscard]] const engine::ChannelSetPtr& channels() const { return m_channels; }
    [[nodiscard]] const engine::Result<void>& written() const { return m_written; }
    void flush() { m_writer.flush(); }

private:
    void receive(engine::BlockRef block) override {
        m_processing.apply(block.writable());
        if (m_written) m_written = m_csv.add(block);
    }

    engine::SampleWriter m_writer;
    engine::ChannelProcessing m_processing;
    engine::ChannelSetPtr m_channels;
    engine::CsvWriter& m_csv;
    engine::Result<void> m_written;
};

/// How bytes are read.
struct Reading {
    engine::DecodeSettings decode;
    engine::ProcessingSettings processing;
};

/// What is decoded: the bytes, how they are read, and from when times count.
struct DecodeInput {
    /// Hands the bytes to a decoder until they end.
    std::function<engine::Result<void>(engine::Decoder&, Decoded&)> bytes;
    Reading reading;
    std::string name;  ///< of the device
    engine::ReadTime start;
};

/// As the command line says: by the profile, whose format another one overrules. Nothing is left
/// out that needs to know when the bytes came.
/// Errors: InvalidArgument, naming the option.
[[nodiscard]] engine::Result<Reading> readingOf(const CommandLine& line);

}  // namespace telemetryhub::app
