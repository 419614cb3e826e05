// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode_file.h"

#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include <QJsonArray>

#include "decode_capture.h"
#include "decode_recording.h"
#include "exit_code.h"
#include "summary_json.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/core/ledger.h"
#include "telemetryhub/engine/decode/auto_decoder.h"
#include "telemetryhub/engine/record/csv_format.h"
#include "telemetryhub/engine/record/csv_target.h"

namespace telemetryhub::app {

using engine::Result;

namespace {

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
    if (counts.textCells > 0)
        std::fprintf(stderr, "text cells  %llu, absent among the numbers of their channels\n",
                     number(counts.textCells));
    std::fprintf(stderr, "bytes       %llu decoded + %llu discarded\n", number(counts.bytesDecoded),
                 number(counts.bytesDiscarded.total()));
    printDiscarded(counts);
}

QJsonObject summaryOf(const engine::Decoder& decoder, const Decoded& decoded) {
    const engine::DecodeCounts counts = decoder.counts();
    const auto number = [](std::uint64_t value) { return static_cast<qint64>(value); };
    QJsonArray channels;
    if (decoded.channels())
        for (const engine::Channel& channel : decoded.channels()->channels())
            channels << QString::fromStdString(engine::columnTitle(channel));
    QJsonObject discarded;
    for (std::size_t i = 0; i < engine::kDiscardReasons; ++i) {
        const auto reason = static_cast<engine::DiscardReason>(i);
        const std::string name(engine::discardReasonName(reason));
        if (counts.bytesDiscarded[reason] > 0)
            discarded[QString::fromStdString(name)] = number(counts.bytesDiscarded[reason]);
    }
    return {{QStringLiteral("format"), QString::fromStdString(decoder.description())},
            {QStringLiteral("channels"), channels},
            {QStringLiteral("samples"), number(counts.frames)},
            {QStringLiteral("text_lines"), number(counts.textLines)},
            {QStringLiteral("text_cells"), number(counts.textCells)},
            {QStringLiteral("frames_damaged"), number(counts.framesDamaged.total())},
            {QStringLiteral("bytes_decoded"), number(counts.bytesDecoded)},
            {QStringLiteral("bytes_discarded"), discarded}};
}

/// The CSV that was asked for, which is there when it is whole; standard output when nothing was
/// said.
Result<std::unique_ptr<engine::CsvTarget>> openTarget(const engine::HubConfig& config) {
    return engine::openCsvTarget(config.csvPath.empty() ? "-" : config.csvPath);
}

Result<void> decodeInto(const CommandLine& line, const engine::HubConfig& config) {
    const auto input = isRecording(line.file) ? recordedInput(line) : captureInput(line);
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
    csv.addDevice(kDecodedDevice, input.value().name);
    Decoded decoded(pool, csv, input.value().reading.processing);
    const auto decoder = engine::makeDecoder(input.value().reading.decode);
    auto done = input.value().bytes(*decoder, decoded);
    if (!decoded.written()) return decoded.written();
    // What can be read of a damaged recording is worth having.
    if (!done && done.error().code != engine::ErrorCode::FileDamaged) return done;
    if (auto finished = csv.finish(); !finished) return finished;
    if (line.json)
        printSummaryJson(summaryOf(*decoder, decoded), config.csvPath);
    else
        printSummary(*decoder, decoded);
    return done;
}

}  // namespace

int decodeFile(const CommandLine& line, const engine::HubConfig& config) {
    if (auto done = decodeInto(line, config); !done) return reportError(done.error());
    return ExitDone;
}

}  // namespace telemetryhub::app
