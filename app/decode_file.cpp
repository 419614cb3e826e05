// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode_file.h"

#include <cstdio>
#include <functional>
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
#include "telemetryhub/engine/record/session_reader.h"

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

/// Hands bytes to a decoder until they end.
using ByteSource = std::function<Result<void>(engine::Decoder&, Decoded&)>;

Result<void> decodeCapture(QFile& file, engine::Decoder& decoder, Decoded& decoded) {
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

/// The bytes of a device as they came over its wire, at their times.
class RawStream {
public:
    RawStream(engine::Decoder& decoder, Decoded& decoded)
        : m_decoder(decoder), m_decoded(decoded) {}

    void take(const engine::RawPiece& piece) {
        using Kind = engine::RawPiece::Kind;
        // Bytes that were not kept tear the stream.
        if (piece.firstByte != m_nextByte) end(engine::StreamEnd::Cut);
        m_decoded.samples().setReadTime(piece.time);
        switch (piece.kind) {
            case Kind::BeginsAtBoundary: begin(engine::StreamStart::Boundary); break;
            case Kind::BeginsMidFrame: begin(engine::StreamStart::MidFrame); break;
            case Kind::EndsComplete: end(engine::StreamEnd::Complete); break;
            case Kind::EndsCut: end(engine::StreamEnd::Cut); break;
            case Kind::Bytes:
                if (!m_isOpen) begin(engine::StreamStart::MidFrame);
                m_decoder.decode(piece.bytes, m_decoded);
        }
        m_nextByte = piece.firstByte + piece.bytes.size();
    }
    void end(engine::StreamEnd how) {
        if (std::exchange(m_isOpen, false)) m_decoder.finish(how, m_decoded);
    }

private:
    void begin(engine::StreamStart how) {
        end(engine::StreamEnd::Cut);
        m_decoder.begin(how);
        m_isOpen = true;
    }

    engine::Decoder& m_decoder;
    Decoded& m_decoded;
    bool m_isOpen = false;
    std::uint64_t m_nextByte = 0;
};

Result<void> decodeRaw(engine::SessionReader& session, engine::DeviceId device,
                       engine::Decoder& decoder, Decoded& decoded) {
    RawStream stream(decoder, decoded);
    session.readRaw(device, [&](const engine::RawPiece& piece) {
        stream.take(piece);
        return decoded.written().hasValue();
    });
    stream.end(engine::StreamEnd::Cut);
    decoded.flush();
    if (!decoded.written()) return decoded.written();
    if (session.info().damage.empty()) return {};
    return Error{ErrorCode::FileDamaged, session.info().damage.front() + '.'};
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

/// What is decoded: the bytes, how they are read, and from when times count.
struct Input {
    ByteSource bytes;
    Reading reading;
    std::string name;
    engine::ReadTime start;
};

Result<Input> captureOf(const CommandLine& line) {
    auto reading = readingOf(line);
    if (!reading) return reading.error();
    const auto file = std::make_shared<QFile>(line.file);
    if (!file->open(QIODevice::ReadOnly))
        return Error{ErrorCode::StorageFailed, line.file.toStdString() + " cannot be read: " +
                                                   file->errorString().toStdString() + "."};
    return Input{[file](engine::Decoder& decoder, Decoded& decoded) {
                     return decodeCapture(*file, decoder, decoded);
                 },
                 std::move(reading).value(),
                 "capture",
                 {}};
}

Result<engine::RecordedDeviceInfo> rawDevice(const CommandLine& line,
                                             const engine::SessionInfo& info) {
    std::vector<engine::RecordedDeviceInfo> withRaw;
    std::string names;
    for (const engine::RecordedDeviceInfo& device : info.devices) {
        if (device.rawBytes == 0) continue;
        names += ' ' + device.device.name;
        if (line.decodeDevice.empty() || line.decodeDevice == device.device.name)
            withRaw.push_back(device);
    }
    if (withRaw.size() == 1) return withRaw.front();
    if (names.empty())
        return Error{ErrorCode::NotFound,
                     "There are no raw bytes in it. Record with --record-raw to keep them."};
    return Error{ErrorCode::InvalidArgument, "Say which device with --device:" + names + '.'};
}

/// As it was decoded when it was recorded, unless something else is asked for.
Result<Input> recordingOf(const CommandLine& line) {
    auto opened = engine::SessionReader::open(line.file.toStdString());
    if (!opened) return opened.error();
    const std::shared_ptr<engine::SessionReader> session = std::move(opened).value();
    const auto device = rawDevice(line, session->info());
    if (!device) return device.error();
    auto reading = readingOf(line);
    if (!reading) return reading.error();
    if (!line.decodeFormat && line.decodeProfile.empty()) {
        auto settings = engine::parseDeviceSpec(device.value().device.specification);
        if (!settings) return settings.error();
        reading = Reading{settings.value().decode, settings.value().processing};
    }
    return Input{
        [session, id = device.value().device.id](engine::Decoder& decoder, Decoded& decoded) {
            return decodeRaw(*session, id, decoder, decoded);
        },
        std::move(reading).value(), device.value().device.name, session->info().start};
}

Result<void> decodeInto(const CommandLine& line, const engine::HubConfig& config) {
    const bool isSession = line.file.endsWith(QStringLiteral(".thub"));
    const auto input = isSession ? recordingOf(line) : captureOf(line);
    if (!input) return input.error();
    auto target = openTarget(config);
    if (!target) return target.error();
    engine::BlockPool pool;
    engine::CsvWriterSettings settings;
    settings.start = input.value().start;
    settings.onWarning = [](const std::string& text) {
        std::fprintf(stderr, "telemetryhub: %s\n", text.c_str());
    };
    engine::CsvWriter csv(*target.value(), std::move(settings));
    csv.addDevice(kDevice, input.value().name);
    Decoded decoded(pool, csv, input.value().reading.processing);
    const auto decoder = engine::makeDecoder(input.value().reading.decode);
    if (auto done = input.value().bytes(*decoder, decoded); !done) return done;
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
