// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode_file.h"

#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <QFile>

#include "exit_code.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/profile.h"
#include "telemetryhub/engine/core/ledger.h"
#include "telemetryhub/engine/core/sample_writer.h"
#include "telemetryhub/engine/decode/auto_decoder.h"
#include "telemetryhub/engine/decode/decoder.h"
#include "telemetryhub/engine/pipeline/channel_processing.h"
#include "telemetryhub/engine/record/csv_target.h"
#include "telemetryhub/engine/record/csv_writer.h"

namespace telemetryhub::app {

using engine::Error;
using engine::ErrorCode;
using engine::Result;

namespace {

constexpr engine::DeviceId kDevice{1};
constexpr qint64 kChunkBytes = qint64{64} * 1024;

/// Names and scales what comes out of the decoder and hands it to a CSV.
class Decoded final : private engine::BlockReceiver, public engine::DecoderOutput {
public:
    Decoded(engine::BlockPool& pool, engine::CsvWriter& csv,
            const engine::ProcessingSettings& processing)
        : DecoderOutput(m_writer),
          m_writer(pool, kDevice, *this),
          m_processing(processing,
                       [this](const engine::ChannelSetPtr& shown) { m_channels = shown; }),
          m_csv(csv) {}

    void textLine(std::string_view) override {}
    void damaged(engine::DiscardReason, std::string_view) override {}
    [[nodiscard]] const engine::ChannelSetPtr& channels() const { return m_channels; }
    [[nodiscard]] const Result<void>& written() const { return m_written; }
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
    Result<void> m_written;
};

void printChannels(const engine::ChannelSetPtr& channels) {
    if (!channels) return;
    std::fprintf(stderr, "channels   ");
    for (const engine::Channel& channel : channels->channels())
        std::fprintf(stderr, " %s%s%s%s", channel.name.c_str(), channel.unit.empty() ? "" : " [",
                     channel.unit.c_str(), channel.unit.empty() ? "" : "]");
    std::fprintf(stderr, "\n");
}

void printDiscarded(const engine::DecodeCounts& counts) {
    for (std::size_t i = 0; i < engine::kDiscardReasons; ++i) {
        const auto reason = static_cast<engine::DiscardReason>(i);
        if (counts.bytesDiscarded[reason] == 0) continue;
        std::fprintf(stderr, "            %.*s: %llu bytes, %llu frames\n",
                     static_cast<int>(engine::discardReasonName(reason).size()),
                     engine::discardReasonName(reason).data(),
                     static_cast<unsigned long long>(counts.bytesDiscarded[reason]),
                     static_cast<unsigned long long>(counts.framesDamaged[reason]));
    }
}

/// What was decided about the format, and what speaks for or against each.
void printDecision(const engine::AutoDecision& decision) {
    for (const auto& candidate : decision.candidates) {
        const std::string_view name = engine::formatName(candidate.format);
        std::fprintf(stderr, "            %.*s: %s\n", static_cast<int>(name.size()), name.data(),
                     candidate.reason.c_str());
    }
}

void printSummary(const engine::Decoder& decoder, const Decoded& decoded) {
    const engine::DecodeCounts counts = decoder.counts();
    const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
    std::fprintf(stderr, "format      %s\n", decoder.description().c_str());
    if (const auto* finder = dynamic_cast<const engine::AutoDecoder*>(&decoder))
        printDecision(finder->decision());
    printChannels(decoded.channels());
    std::fprintf(stderr, "samples     %llu\ntext lines  %llu\n", number(counts.frames),
                 number(counts.textLines));
    std::fprintf(stderr, "bytes       %llu decoded + %llu discarded\n", number(counts.bytesDecoded),
                 number(counts.bytesDiscarded.total()));
    printDiscarded(counts);
}

Result<void> decodeAll(QFile& file, engine::Decoder& decoder, Decoded& decoded) {
    decoder.begin(engine::StreamStart::Boundary);
    // A captured stream does not tell when its bytes came.
    decoded.samples().setReadTime(engine::kUnknownTime);
    while (true) {
        const QByteArray chunk = file.read(kChunkBytes);
        if (chunk.isEmpty()) break;
        decoder.decode({chunk.constData(), static_cast<std::size_t>(chunk.size())}, decoded);
        if (!decoded.written()) return decoded.written();
    }
    if (file.error() != QFileDevice::NoError)
        return Error{ErrorCode::StorageFailed, file.fileName().toStdString() + " cannot be read: " +
                                                   file.errorString().toStdString() + "."};
    decoder.finish(engine::StreamEnd::Complete, decoded);
    decoded.flush();
    return decoded.written();
}

/// The CSV that was asked for, which is there when it is whole; standard output when nothing was
/// said.
Result<std::unique_ptr<engine::CsvTarget>> openTarget(const engine::HubConfig& config) {
    return engine::openCsvTarget(config.csvPath.empty() ? "-" : config.csvPath,
                                 engine::CsvPlacement::WhenComplete);
}

/// What can be calculated where nobody knows when the bytes came.
engine::ProcessingSettings withoutTime(engine::ProcessingSettings processing) {
    processing.alarms.clear();
    std::erase_if(processing.derived, [](const engine::DerivedChannel& derived) {
        return derived.window.count() > 0 || derived.kind == engine::Derivation::Rate ||
               derived.kind == engine::Derivation::Integral;
    });
    return processing;
}

/// How the file is read.
struct Reading {
    engine::DecodeSettings decode;
    engine::ProcessingSettings processing;
};

/// By the profile, whose format another one overrules.
Result<Reading> readingOf(const CommandLine& line) {
    const engine::Format format = line.decodeFormat.value_or(engine::Format::Auto);
    if (line.decodeProfile.empty()) {
        auto settings = engine::DecodeSettings(format);
        if (const auto checked = engine::checkDecode(settings); !checked)
            return Error{checked.error().code, "--decode: " + checked.error().detail +
                                                   "; name the layout by --profile FILE."};
        return Reading{std::move(settings), {}};
    }
    const auto name = engine::profileName(line.decodeProfile);
    if (!name)
        return Error{name.error().code,
                     "--profile " + line.decodeProfile + ": " + name.error().detail + '.'};
    const engine::ReadProfile read = engine::loadProfile(name.value());
    if (!read.errors.empty()) return Error{ErrorCode::InvalidArgument, read.errors.front().text()};
    const bool isOverruled = line.decodeFormat && *line.decodeFormat != read.profile.decode.format;
    return Reading{isOverruled ? engine::DecodeSettings(format) : read.profile.decode,
                   withoutTime(read.profile.processing)};
}

Result<void> decodeInto(const CommandLine& line, const engine::HubConfig& config) {
    const auto reading = readingOf(line);
    if (!reading) return reading.error();
    QFile file(line.decodeFile);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::StorageFailed, line.decodeFile.toStdString() + " cannot be read: " +
                                                   file.errorString().toStdString() + "."};
    auto target = openTarget(config);
    if (!target) return target.error();
    engine::BlockPool pool;
    engine::CsvWriterSettings settings;
    settings.onWarning = [](const std::string& text) {
        std::fprintf(stderr, "telemetryhub: %s\n", text.c_str());
    };
    engine::CsvWriter csv(*target.value(), std::move(settings));
    csv.addDevice(kDevice, "capture");
    Decoded decoded(pool, csv, reading.value().processing);
    const auto decoder = engine::makeDecoder(reading.value().decode);
    if (auto done = decodeAll(file, *decoder, decoded); !done) return done;
    if (auto finished = csv.finish(); !finished) return finished;
    printSummary(*decoder, decoded);
    return {};
}

}  // namespace

int decodeFile(const CommandLine& line, const engine::HubConfig& config) {
    if (auto done = decodeInto(line, config); !done) return reportError(done.error());
    return ExitDone;
}

}  // namespace telemetryhub::app
