// SPDX-License-Identifier: GPL-3.0-or-later
#include "print_info.h"

#include <cinttypes>
#include <cstdio>
#include <utility>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "exit_code.h"
#include "open_session.h"
#include "session_words.h"
#include "telemetryhub/engine/record/csv_format.h"
#include "telemetryhub/engine/record/session_reader.h"

namespace telemetryhub::app {

using engine::RecordedDeviceInfo;
using engine::SessionInfo;

namespace {

QString text(const std::string& bytes) {
    return QString::fromStdString(bytes);
}

QJsonValue timeOrNull(const engine::ReadTime& time) {
    if (time == engine::kUnknownTime) return {};
    return text(engine::UtcText().text(time.wallNs));
}

qint64 number(std::uint64_t count) {
    return static_cast<qint64>(count);
}

QJsonObject jsonOf(const engine::Channel& channel) {
    QJsonObject object{{QStringLiteral("name"), text(channel.name)},
                       {QStringLiteral("unit"), text(channel.unit)}};
    if (channel.decimals) object[QStringLiteral("decimals")] = *channel.decimals;
    return object;
}

QJsonObject jsonOf(const RecordedDeviceInfo& info) {
    QJsonArray channels;
    for (const engine::Channel& channel : info.channels->channels())
        channels << jsonOf(channel);
    QJsonObject ledger;
    for (const auto& [counter, value] : info.counts)
        ledger[text(counter)] = number(value);
    return {{QStringLiteral("id"), text(info.device.name)},
            {QStringLiteral("specification"), text(info.device.specification)},
            {QStringLiteral("channels"), channels},
            {QStringLiteral("samples"), number(info.samples)},
            {QStringLiteral("first_seq"), number(info.firstSequence)},
            {QStringLiteral("last_seq"), number(info.lastSequence)},
            {QStringLiteral("durable_seq"), number(info.durableSequence)},
            {QStringLiteral("from_utc"), timeOrNull(info.from)},
            {QStringLiteral("to_utc"), timeOrNull(info.to)},
            {QStringLiteral("gaps"), number(info.gaps)},
            {QStringLiteral("raw_bytes"), number(info.rawBytes)},
            {QStringLiteral("ledger"), ledger}};
}

void printJson(const SessionInfo& info) {
    QJsonArray devices;
    for (const RecordedDeviceInfo& device : info.devices)
        devices << jsonOf(device);
    QJsonArray damage;
    for (const std::string& part : info.damage)
        damage << text(part);
    QJsonObject object{{QStringLiteral("path"), text(info.path)},
                       {QStringLiteral("state"), QLatin1String(sessionStateName(info.state))},
                       {QStringLiteral("program"), text(info.program)},
                       {QStringLiteral("start_utc"), timeOrNull(info.start)},
                       {QStringLiteral("previous"),
                        info.previous.empty() ? QJsonValue() : QJsonValue(text(info.previous))},
                       {QStringLiteral("bytes"), number(info.bytes)},
                       {QStringLiteral("events"), number(info.events)},
                       {QStringLiteral("devices"), devices},
                       {QStringLiteral("damage"), damage}};
    if (info.unreachable)
        object[QStringLiteral("unreachable")] =
            QJsonObject{{QStringLiteral("frames"), number(info.unreachable->frames)},
                        {QStringLiteral("bytes"), number(info.unreachable->bytes)},
                        {QStringLiteral("commits"), number(info.unreachable->commits)}};
    std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
}

const char* stateSentence(const SessionInfo& info) {
    switch (info.state) {
        case SessionInfo::State::Closed: return "closed";
        case SessionInfo::State::Recording: return "is being recorded";
        case SessionInfo::State::Abandoned:
            return info.damage.empty()
                       ? "its recorder ended abruptly; everything durable is in it"
                       : "its recorder ended abruptly; what is missing stands below";
    }
    return "";
}

std::uint64_t countOf(const RecordedDeviceInfo& info, std::string_view name) {
    for (const auto& [counter, value] : info.counts)
        if (counter == name) return value;
    return 0;
}

void printLedger(const RecordedDeviceInfo& info) {
    if (info.counts.empty()) return;
    std::printf("  ledger    ");
    for (const auto& [counter, value] : info.counts)
        if (value > 0) std::printf(" %s %" PRIu64, plainText(counter).c_str(), value);
    std::printf("\n");
    if (const std::uint64_t lost = countOf(info, "recorder_lost"); lost > 0)
        std::printf("  lost       %" PRIu64 " samples could not be recorded\n", lost);
}

void printDevice(const RecordedDeviceInfo& info) {
    std::printf("\n%s\n  source     %s\n", plainText(info.device.name).c_str(),
                plainText(info.device.specification).c_str());
    std::printf("  channels  ");
    const char* separator = " ";
    for (const engine::Channel& channel : info.channels->channels())
        std::printf("%s%s", std::exchange(separator, ", "),
                    plainText(engine::columnTitle(channel)).c_str());
    std::printf("\n  samples    %" PRIu64, info.samples);
    if (info.samples > 0) {
        std::printf(", numbers %" PRIu64 " to %" PRIu64, info.firstSequence, info.lastSequence);
        std::printf("\n  span       %s to %s (%s)",
                    engine::UtcText().text(info.from.wallNs).c_str(),
                    engine::UtcText().text(info.to.wallNs).c_str(),
                    spanText(info.to.steadyNs - info.from.steadyNs).c_str());
    }
    std::printf("\n  durable to %" PRIu64 "\n  gaps       %" PRIu64 "\n", info.durableSequence,
                info.gaps);
    if (info.rawBytes > 0) std::printf("  raw bytes  %" PRIu64 "\n", info.rawBytes);
    printLedger(info);
}

void printForPeople(const SessionInfo& info) {
    std::printf("%s\n  state      %s\n  recorded   by %s from %s on\n", info.path.c_str(),
                stateSentence(info), plainText(info.program).c_str(),
                engine::UtcText().text(info.start.wallNs).c_str());
    if (!info.previous.empty()) std::printf("  continues  %s\n", plainText(info.previous).c_str());
    std::printf("  size       %s\n  events     %" PRIu64 "\n", sizeText(info.bytes).c_str(),
                info.events);
    for (const RecordedDeviceInfo& device : info.devices)
        printDevice(device);
    if (info.damage.empty()) return;
    std::printf("\nDamaged, cannot be read; everything else can:\n");
    for (const std::string& part : info.damage)
        std::printf("  %s\n", plainText(part).c_str());
}

void readEvents(engine::SessionReader& session) {
    constexpr std::size_t kPage = 10'000;
    std::uint64_t from = 0;
    for (auto page = session.events(from, kPage); !page.empty(); page = session.events(from, kPage))
        from = page.back().number;
}

/// Damage shows only when what it hit is read.
void readEverything(engine::SessionReader& session) {
    const std::vector<RecordedDeviceInfo> devices = session.info().devices;
    for (const RecordedDeviceInfo& info : devices) {
        engine::SampleSelection selection;
        selection.device = info.device.id;
        for (std::size_t i = 0; i < info.channels->size(); ++i)
            selection.channels.push_back(i);
        session.readSamples(selection, [](const engine::SampleColumns&) { return true; });
        session.readRaw(info.device.id, [](const engine::RawPiece&) { return true; });
        (void)session.gaps(info.device.id);
    }
    readEvents(session);
}

}  // namespace

int printInfo(const CommandLine& line) {
    const auto opened = openSession(line.file);
    if (!opened) return reportError(opened.error());
    engine::SessionReader& session = *opened.value();
    if (line.check) readEverything(session);
    if (line.json)
        printJson(session.info());
    else
        printForPeople(session.info());
    return session.info().damage.empty() ? ExitDone : ExitStorage;
}

}  // namespace telemetryhub::app
