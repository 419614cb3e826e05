// SPDX-License-Identifier: GPL-3.0-or-later
#include "headless_session.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <unistd.h>

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "log.h"
#include "rest_service.h"
#include "telemetryhub/engine/core/source_traits.h"

namespace telemetryhub::app {

using engine::DeviceCommand;
using engine::DeviceId;
using engine::DeviceSnapshot;
using engine::DeviceState;
using engine::GatewayCore;

namespace {

QJsonValue sessionPath(const engine::Snapshot& snapshot) {
    if (!snapshot.recording) return QJsonValue::Null;
    return QString::fromStdString(snapshot.recording->path);
}

QJsonValue listenAddress(const RestService& rest) {
    const QString address = rest.address();
    return address.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(address);
}

/// What survives a power cut: in the session, else in the live CSV.
std::uint64_t durableSamples(const engine::Snapshot& snapshot) {
    if (snapshot.recording) return snapshot.recording->durable;
    return snapshot.recorder ? snapshot.recorder->durable : 0;
}

/// Likewise what was offered and is not there.
std::uint64_t lostSamples(const engine::Snapshot& snapshot) {
    if (snapshot.recording) return snapshot.recording->lost;
    return snapshot.recorder ? snapshot.recorder->lost : 0;
}

/// What was not kept and why, as sentences; empty when all was.
QStringList lostThings(const engine::Snapshot& snapshot) {
    QStringList sentences;
    const auto reason = [](const std::optional<engine::Error>& error) {
        return error ? QStringLiteral(": ") + QString::fromStdString(error->detail)
                     : QStringLiteral(".");
    };
    const auto& recording = snapshot.recording;
    if (recording && (recording->error || recording->lost > 0))
        sentences << QStringLiteral("The recording is not complete, %1 samples were lost%2")
                         .arg(recording->lost)
                         .arg(reason(recording->error));
    const auto& csv = snapshot.recorder;
    // What a stream has no place for was told when it came, and no disk could mend it.
    if (csv && (csv->error || csv->lost > csv->lostBy[engine::LossReason::NoPlace])) {
        const std::string why = engine::lossText(csv->lostBy);
        const QString losses = why.empty() ? QString() : QString::fromStdString(" (" + why + ')');
        sentences << QStringLiteral("The live CSV is not complete, %1 samples were lost%2%3")
                         .arg(QString::number(csv->lost), losses, reason(csv->error));
    }
    for (const engine::Health::UnsavedLatch& unsaved : snapshot.health.unsavedLatches)
        sentences << QStringLiteral(
                         "The %1 of %2 is not saved: after a restart it would be the other way. "
                         "Check the disk and its space.")
                         .arg(unsaved.isReset ? QStringLiteral("reset")
                                              : QStringLiteral("SafeState"),
                              QString::fromStdString(unsaved.device));
    return sentences;
}

QString nameOf(const DeviceSnapshot& device) {
    return QString::fromStdString(device.settings.id);
}

}  // namespace

HeadlessSession::HeadlessSession(GatewayCore& gateway, const engine::HubConfig& config,
                                 std::vector<std::string> resets, RestService& rest)
    : m_gateway(gateway), m_config(config), m_resets(std::move(resets)), m_rest(rest) {
    connect(&gateway, &GatewayCore::sourceFinished, this, &HeadlessSession::sourceFinished);
    connect(&gateway, &GatewayCore::recordingFailed, this, &HeadlessSession::recordingFailed);
    connect(&m_statusTimer, &QTimer::timeout, this, &HeadlessSession::showStatus);
    connect(&m_durationTimer, &QTimer::timeout, this, [this] { stop(); });
    m_durationTimer.setSingleShot(true);
    m_durationTimer.setTimerType(Qt::PreciseTimer);
}

void HeadlessSession::start() {
    m_elapsed.start();
    std::vector<DeviceId> devices;
    for (const engine::ConfiguredDevice& device : m_config.devices) {
        // The ids were checked to differ when the configuration was read.
        auto added = m_gateway.addDevice(device.settings);
        if (!added) continue;
        devices.push_back(added.value());
        if (std::find(m_resets.begin(), m_resets.end(), device.settings.id) != m_resets.end())
            m_gateway.command(added.value(), DeviceCommand::Reset);
    }
    m_startsPending = devices.size();
    for (const DeviceId device : devices)
        m_gateway.command(device, DeviceCommand::Start, this,
                          [this](const engine::Result<void>&) { deviceStarted(); });
    if (devices.empty()) announceReady();
}

void HeadlessSession::deviceStarted() {
    if (--m_startsPending > 0) return;
    const auto snapshot = m_gateway.snapshot();
    const bool anyOpen = std::any_of(
        snapshot->devices.begin(), snapshot->devices.end(),
        [](const DeviceSnapshot& device) { return device.state == DeviceState::Measuring; });
    if (!m_config.requireDevices || anyOpen) return announceReady();
    qCCritical(logHub, "No device could be opened.");
    stop(ExitNoDevice);
}

void HeadlessSession::announceReady() {
    QJsonArray devices;
    const auto snapshot = m_gateway.snapshot();
    for (const DeviceSnapshot& device : snapshot->devices)
        devices << nameOf(device);
    announce({{QStringLiteral("event"), QStringLiteral("ready")},
              {QStringLiteral("pid"), QCoreApplication::applicationPid()},
              {QStringLiteral("listen"), listenAddress(m_rest)},
              {QStringLiteral("session"), sessionPath(*snapshot)},
              {QStringLiteral("devices"), devices}});
    if (snapshot->devices.empty())
        qCWarning(
            logHub,
            "There is no device. Add one with --device or --config, see telemetryhub --help.");
    if (m_config.duration) m_durationTimer.start(*m_config.duration);
    if (!m_config.quiet && isatty(STDERR_FILENO)) m_statusTimer.start(1000);
}

void HeadlessSession::announce(const QJsonObject& line) const {
    const auto stream = m_config.csvPath == "-" ? StandardStream::Error : StandardStream::Output;
    print(stream, LineKind::Announcement,
          QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
}

// A run over files alone is over when they are; anything live goes on.
void HeadlessSession::sourceFinished(DeviceId device) {
    m_finishedSources.insert(device);
    const auto snapshot = m_gateway.snapshot();
    const bool allFinished = std::all_of(
        snapshot->devices.begin(), snapshot->devices.end(), [this](const DeviceSnapshot& other) {
            return engine::traitsOf(other.settings.bus).isRecorded &&
                   m_finishedSources.contains(other.device);
        });
    if (allFinished) stop();
}

void HeadlessSession::recordingFailed() {
    // Nobody reads the only output there is: going on would serve no one.
    if (m_config.csvPath == "-") stop(ExitStorage);
}

void HeadlessSession::showStatus() {
    const auto snapshot = m_gateway.snapshot();
    double rate = 0;
    for (const DeviceSnapshot& device : snapshot->devices)
        rate += device.rateHz;
    const engine::Ledger total = snapshot->total();
    QString line = QStringLiteral("\r\033[K%1 samples/s   queue %2 of %3   dropped %4   ")
                       .arg(rate, 0, 'f', 1)
                       .arg(snapshot->queue.depth)
                       .arg(snapshot->queue.capacity)
                       .arg(total.samplesDropped.total());
    if (snapshot->recorder || snapshot->recording)
        line += QStringLiteral("recorded %1   ").arg(durableSamples(*snapshot));
    line += QStringLiteral("%1 s").arg(m_elapsed.elapsed() / 1000);
    print(StandardStream::Error, LineKind::Status, line.toUtf8());
    m_statusShown = true;
}

void HeadlessSession::stop(ExitCode code) {
    if (m_stopping) return;
    m_stopping = true;
    m_statusTimer.stop();
    if (m_statusShown) print(StandardStream::Error, LineKind::Announcement, "\n");
    // Nothing may come in while the data drains.
    m_rest.stop();
    m_gateway.shutdown();
    announceStopped();
    // What failed while it stopped was not told before.
    const QStringList lost = lostThings(*m_gateway.snapshot());
    for (const QString& sentence : lost)
        qCCritical(logHub).noquote() << sentence;
    emit finished(code == ExitDone && !lost.isEmpty() ? ExitStorage : code);
}

void HeadlessSession::announceStopped() {
    const auto snapshot = m_gateway.snapshot();
    const engine::Ledger total = snapshot->total();
    const auto count = [](std::uint64_t value) { return static_cast<qint64>(value); };
    announce({{QStringLiteral("event"), QStringLiteral("stopped")},
              {QStringLiteral("samples_processed"), count(total.samplesProcessed)},
              {QStringLiteral("samples_dropped"), count(total.samplesDropped.total())},
              {QStringLiteral("durable_samples"), count(durableSamples(*snapshot))},
              {QStringLiteral("lost_samples"), count(lostSamples(*snapshot))},
              {QStringLiteral("session"), sessionPath(*snapshot)},
              {QStringLiteral("bytes_read"), count(total.bytesRead)},
              {QStringLiteral("bytes_decoded"), count(total.bytesDecoded)},
              {QStringLiteral("bytes_discarded"), count(total.bytesDiscarded.total())},
              {QStringLiteral("ledger_closed"), total.closes()}});
}

}  // namespace telemetryhub::app
