// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/gateway/gateway_core.h"

#include <utility>

#include <QPointer>

#include "gateway/device_host.h"
#include "gateway/device_registry.h"
#include "gateway/io_thread.h"
#include "telemetryhub/engine/pipeline/device_processing.h"
#include "telemetryhub/engine/pipeline/worker_pool.h"
#include "telemetryhub/engine/record/csv_recorder.h"

namespace telemetryhub::engine {

namespace {

constexpr double kMsPerNs = 1e-6;

/// Brings the word of the workers, that a lane has room again, to its device.
class LaneRoom final : public IntakeListener {
public:
    explicit LaneRoom(std::function<void()> resume) : m_resume(std::move(resume)) {}
    void roomAvailable() override { m_resume(); }

private:
    std::function<void()> m_resume;
};

Error removedError() {
    return {ErrorCode::NotFound, "The device was removed."};
}

/// `answer` for as long as `context` lives; called on the main thread.
GatewayCore::Answer guarded(QObject* context, GatewayCore::Answer answer) {
    if (!answer) return {};
    return [guard = QPointer<QObject>(context), answer = std::move(answer)](Result<void> result) {
        if (guard) answer(std::move(result));
    };
}

}  // namespace

// The members stand in the order of the data: what is made later uses what was made before, and
// destruction goes the other way.
struct GatewayCore::Impl final : DeviceListener {
    explicit Impl(GatewaySettings gatewaySettings)
        : settings(std::move(gatewaySettings)),
          start(clock.now()),
          history(settings.historyBytes),
          queue(settings.queueBlocks) {}

    Result<void> openRecorder();
    [[nodiscard]] BoundedQueue::LaneParts laneFor(const DeviceRegistry::Entry& entry);
    Result<void> carryOut(DeviceId id, DeviceCommand command);
    void answer(const Answer& answer, Result<void> result);
    void deviceStateChanged(DeviceId device, DeviceState state) override;
    void deviceFinished(DeviceId device) override;

    GatewaySettings settings;
    SystemClock clock;
    ReadTime start;
    TaskInbox toMain;
    BlockPool pool;
    DeviceRegistry registry;
    History history;
    std::unique_ptr<CsvRecorder> recorder;
    LatencyHistogram latency;
    BoundedQueue queue;
    std::unique_ptr<WorkerPool> workers;
    std::unique_ptr<DeviceHost> host;
    std::unique_ptr<IoThread> io;
    GatewayCore* core = nullptr;
};

Result<void> GatewayCore::Impl::openRecorder() {
    if (settings.csvPath.empty()) return {};
    CsvRecorderSettings csv;
    csv.path = settings.csvPath;
    csv.start = start;
    csv.onFailure = [this](const Error& error) {
        toMain.post([this, error] { emit core->recordingFailed(error); });
    };
    csv.onWarning = [this](const std::string& text) {
        toMain.post([this, text] { emit core->recordingWarned(QString::fromStdString(text)); });
    };
    auto created = CsvRecorder::create(std::move(csv));
    if (!created) return created.error();
    recorder = std::move(created).value();
    return {};
}

BoundedQueue::LaneParts GatewayCore::Impl::laneFor(const DeviceRegistry::Entry& entry) {
    const DeviceId id = entry.id;
    const std::shared_ptr<DeviceLedger> ledger(entry.report, &entry.report->ledger());
    DeviceProcessing::Parts parts;
    if (!entry.settings.scales.empty())
        parts.steps.push_back(std::make_unique<ScaleStep>(entry.settings.scales));
    parts.sinks.push_back(&history);
    if (recorder) parts.sinks.push_back(recorder.get());
    parts.ledger = ledger;
    parts.latency = &latency;
    parts.clock = &clock;
    parts.finished = [this, id] {
        if (!registry.find(id)) history.remove(id);
    };
    const bool isReplay = std::holds_alternative<ReplaySettings>(entry.settings.bus);
    const Overflow policy = entry.settings.overflow.value_or(settings.overflow);
    return {isReplay ? Overflow::Block : policy, ledger,
            std::make_shared<DeviceProcessing>(std::move(parts)),
            std::make_shared<LaneRoom>([this, id] {
                io->post([this, id] {
                    if (Device* device = host->find(id)) device->resume();
                });
            })};
}

Result<void> GatewayCore::Impl::carryOut(DeviceId id, DeviceCommand command) {
    Device* device = host->find(id);
    if (!device) return removedError();
    switch (command) {
        case DeviceCommand::Start: return device->start();
        case DeviceCommand::Stop: return device->stop();
        case DeviceCommand::Reset: return device->reset();
    }
    return {};
}

void GatewayCore::Impl::answer(const Answer& answer, Result<void> result) {
    if (answer) toMain.post([answer, result = std::move(result)] { answer(result); });
}

void GatewayCore::Impl::deviceStateChanged(DeviceId device, DeviceState state) {
    toMain.post([this, device, state] { emit core->stateChanged(device, state); });
}

void GatewayCore::Impl::deviceFinished(DeviceId device) {
    toMain.post([this, device] { emit core->sourceFinished(device); });
}

Result<std::unique_ptr<GatewayCore>> GatewayCore::create(GatewaySettings settings) {
    auto impl = std::make_unique<Impl>(std::move(settings));
    if (auto opened = impl->openRecorder(); !opened) return opened.error();
    return std::unique_ptr<GatewayCore>(new GatewayCore(std::move(impl)));
}

GatewayCore::GatewayCore(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {
    m_impl->core = this;
    m_impl->workers =
        std::make_unique<WorkerPool>(m_impl->queue, m_impl->settings.workers, m_impl->clock);
    m_impl->host =
        std::make_unique<DeviceHost>(m_impl->clock, m_impl->pool, m_impl->queue, *m_impl);
    m_impl->io = std::make_unique<IoThread>();
}

GatewayCore::~GatewayCore() {
    shutdown();
}

Result<DeviceId> GatewayCore::addDevice(DeviceSettings settings) {
    auto added = m_impl->registry.add(std::move(settings));
    if (!added) return added.error();
    const DeviceRegistry::Entry entry = std::move(added).value();
    if (m_impl->recorder) m_impl->recorder->addDevice(entry.id, entry.settings.id);
    m_impl->io->post([impl = m_impl.get(), entry] {
        impl->host->add({entry.id, entry.settings, entry.report, impl->laneFor(entry)});
    });
    emit deviceAdded(entry.id);
    return entry.id;
}

void GatewayCore::removeDevice(DeviceId device) {
    if (!m_impl->registry.remove(device)) return;
    m_impl->io->post([impl = m_impl.get(), device] { impl->host->remove(device); });
    emit deviceRemoved(device);
}

void GatewayCore::command(DeviceId device, DeviceCommand command) {
    this->command(device, command, nullptr, {});
}

void GatewayCore::command(DeviceId device, DeviceCommand command, QObject* context, Answer answer) {
    m_impl->io->post(
        [impl = m_impl.get(), device, command, reply = guarded(context, std::move(answer))] {
            impl->answer(reply, impl->carryOut(device, command));
        });
}

void GatewayCore::commandAll(DeviceCommand command) {
    for (const auto& entry : m_impl->registry.entries())
        this->command(entry->id, command);
}

void GatewayCore::send(DeviceId device, std::string bytes, QObject* context, Answer answer) {
    m_impl->io->post([impl = m_impl.get(), device, bytes = std::move(bytes),
                      reply = guarded(context, std::move(answer))] {
        Device* target = impl->host->find(device);
        impl->answer(reply, target ? target->send(bytes) : Result<void>(removedError()));
    });
}

void GatewayCore::setFormat(DeviceId device, Format format) {
    m_impl->io->post([impl = m_impl.get(), device, format] {
        if (Device* target = impl->host->find(device)) target->setFormat(format);
    });
}

std::shared_ptr<const Snapshot> GatewayCore::snapshot() const {
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->time = m_impl->clock.now();
    snapshot->start = m_impl->start;
    const std::int64_t now = snapshot->time.steadyNs;
    for (const auto& entry : m_impl->registry.entries())
        snapshot->devices.push_back(snapshotOf(*entry, m_impl->history, now));
    const BoundedQueue::Depth depth = m_impl->queue.depth();
    snapshot->queue = {depth.blocks, m_impl->queue.capacity(), depth.highWater};
    snapshot->workers = m_impl->workers->stats();
    snapshot->latencyP50Ms = static_cast<double>(m_impl->latency.quantile(0.50, now)) * kMsPerNs;
    snapshot->latencyP99Ms = static_cast<double>(m_impl->latency.quantile(0.99, now)) * kMsPerNs;
    snapshot->historyBytes = m_impl->history.usedBytes();
    snapshot->historyBudgetBytes = m_impl->history.budgetBytes();
    if (m_impl->recorder) snapshot->recorder = m_impl->recorder->snapshot();
    return snapshot;
}

const History& GatewayCore::history() const {
    return m_impl->history;
}

std::vector<TextLine> GatewayCore::textLines(DeviceId device) const {
    const auto entry = m_impl->registry.find(device);
    return entry ? entry->report->text().lines() : std::vector<TextLine>();
}

WorkerPool& GatewayCore::workers() {
    return *m_impl->workers;
}

void GatewayCore::shutdown() {
    if (!m_impl->io) return;
    m_impl->io->call([impl = m_impl.get()] { impl->host->clear(); });
    m_impl->workers->drainAndStop();
    if (m_impl->recorder) (void)m_impl->recorder->finish();
    m_impl->io.reset();
}

}  // namespace telemetryhub::engine
