// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/gateway/gateway_core.h"

#include <atomic>
#include <utility>

#include <QPointer>
#include <QTimer>

#include "gateway/device_host.h"
#include "gateway/device_registry.h"
#include "gateway/gap_events.h"
#include "gateway/io_thread.h"
#include "gateway/pipeline_monitor.h"
#include "gateway/recording_control.h"
#include "gateway/session_replay_bus.h"
#include "telemetryhub/engine/pipeline/channel_processing.h"
#include "telemetryhub/engine/pipeline/device_processing.h"
#include "telemetryhub/engine/pipeline/worker_pool.h"
#include "telemetryhub/engine/record/csv_recorder.h"
#include "telemetryhub/engine/record/session_paths.h"

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
          events([this](const Event& event) {
              recording.slot().addEvent(event);
              if (event.kind != EventKind::Text)
                  toMain.post([this, event] { emit core->eventAdded(event); });
          }),
          recording({registry, events, clock,
                     [this](const RecordingNotice& notice) {
                         toMain.post([this, notice] { emit core->recordingNoticed(notice); });
                     }}),
          gapEvents(events),
          history(settings.historyBytes),
          queue(settings.queueBlocks),
          watchdog(start.steadyNs),
          monitor(registry, clock, events, watchdog),
          latches(settings.stateDir, [this](std::function<void()> job) {
              // While stopping, the files are written and the system syncs them in its own time.
              (void)workers->submit(JobPriority::High, std::move(job));
          }) {}

    Result<void> openRecorder();
    Result<void> openRecording();
    [[nodiscard]] BoundedQueue::LaneParts laneFor(const DeviceRegistry::Entry& entry);
    Result<void> carryOut(DeviceId id, DeviceCommand command);
    void beginMonitoring();
    [[nodiscard]] std::shared_ptr<AlarmBoard> alarmsFor(DeviceId id, const DeviceSettings& device);
    void answer(const Answer& answer, Result<void> result);
    void deviceStateChanged(DeviceId device, DeviceState state) override;
    void deviceFinished(DeviceId device) override;

    GatewaySettings settings;
    SystemClock clock;
    ReadTime start;
    TaskInbox toMain;
    DeviceRegistry registry;
    EventLog events;
    BlockPool pool;
    RecordingControl recording;
    GapEvents gapEvents;
    History history;
    std::unique_ptr<CsvRecorder> recorder;
    LatencyHistogram latency;
    BoundedQueue queue;
    Watchdog watchdog;
    PipelineMonitor monitor;
    LatchStore latches;
    std::atomic<int> pushesWaiting{0};  // relaxed: a bound, not an order
    std::unique_ptr<WorkerPool> workers;
    std::unique_ptr<DeviceHost> host;
    std::unique_ptr<QTimer> monitorTimer;  // of the I/O thread
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

Result<void> GatewayCore::Impl::openRecording() {
    if (!settings.recording) return {};
    auto created = recording.create(*settings.recording);
    if (!created) return created.error();
    return recording.begin(settings.recording->raw);
}

BoundedQueue::LaneParts GatewayCore::Impl::laneFor(const DeviceRegistry::Entry& entry) {
    const DeviceId id = entry.id;
    const std::shared_ptr<DeviceLedger> ledger(entry.report, &entry.report->ledger());
    DeviceProcessing::Parts parts;
    parts.steps.push_back(std::make_unique<ChannelProcessing>(
        entry.settings.processing, [report = entry.report](const ChannelSetPtr& channels) {
            report->setShownChannels(channels);
        }));
    parts.alarms = entry.alarms;
    parts.sinks.push_back(&history);
    parts.sinks.push_back(&gapEvents);
    parts.sinks.push_back(&recording.slot());
    if (recorder) parts.sinks.push_back(recorder.get());
    parts.ledger = ledger;
    parts.latency = &latency;
    parts.clock = &clock;
    parts.finished = [this, id] {
        if (!registry.find(id)) history.remove(id);
    };
    // A replay waits; of pushed samples the sender is told before they are taken.
    const bool waits = std::holds_alternative<ReplaySettings>(entry.settings.bus) ||
                       std::holds_alternative<PushSettings>(entry.settings.bus);
    const Overflow policy = entry.settings.overflow.value_or(settings.overflow);
    return {waits ? Overflow::Block : policy, ledger,
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

void GatewayCore::Impl::beginMonitoring() {
    constexpr std::chrono::milliseconds kPace{500};
    monitorTimer = std::make_unique<QTimer>();
    QObject::connect(monitorTimer.get(), &QTimer::timeout, monitorTimer.get(), [this] {
        monitor.look(recorder ? std::optional(recorder->snapshot()) : std::nullopt,
                     recording.slot().snapshot());
    });
    monitorTimer->start(kPace);
}

void GatewayCore::Impl::answer(const Answer& answer, Result<void> result) {
    if (answer) toMain.post([answer, result = std::move(result)] { answer(result); });
}

/// A critical alarm is found on a worker; the device it stops lives on the I/O thread.
std::shared_ptr<AlarmBoard> GatewayCore::Impl::alarmsFor(DeviceId id,
                                                         const DeviceSettings& device) {
    return std::make_shared<AlarmBoard>(id, device.processing.alarms, events,
                                        [this, id](const Error& alarm) {
                                            io->post([this, id, alarm] {
                                                if (Device* tripped = host->find(id))
                                                    tripped->trip(alarm);
                                            });
                                        });
}

void GatewayCore::Impl::deviceStateChanged(DeviceId device, DeviceState state) {
    const bool isActive = state == DeviceState::Measuring || state == DeviceState::Error;
    if (const auto entry = registry.find(device)) entry->alarms->setActive(isActive, clock.now());
    toMain.post([this, device, state] { emit core->stateChanged(device, state); });
}

void GatewayCore::Impl::deviceFinished(DeviceId device) {
    toMain.post([this, device] { emit core->sourceFinished(device); });
}

Result<std::unique_ptr<GatewayCore>> GatewayCore::create(GatewaySettings settings) {
    auto impl = std::make_unique<Impl>(std::move(settings));
    if (auto opened = impl->openRecorder(); !opened) return opened.error();
    if (auto opened = impl->openRecording(); !opened) return opened.error();
    return std::unique_ptr<GatewayCore>(new GatewayCore(std::move(impl)));
}

GatewayCore::GatewayCore(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {
    m_impl->core = this;
    m_impl->workers =
        std::make_unique<WorkerPool>(m_impl->queue, m_impl->settings.workers, m_impl->clock);
    m_impl->host = std::make_unique<DeviceHost>(
        DeviceHost::Parts{m_impl->clock, m_impl->pool, m_impl->queue, *m_impl, m_impl->events,
                          m_impl->latches, m_impl->recording.slot()});
    m_impl->io = std::make_unique<IoThread>();
    m_impl->io->post([impl = m_impl.get()] { impl->beginMonitoring(); });
}

GatewayCore::~GatewayCore() {
    shutdown();
}

Result<DeviceId> GatewayCore::addDevice(DeviceSettings settings) {
    if (auto checked = checkFaults(settings.faults, settings.bus); !checked) return checked.error();
    if (auto checked = checkProcessing(settings.processing); !checked) return checked.error();
    const auto* replay = std::get_if<ReplaySettings>(&settings.bus);
    // A file that cannot be read is told when the device is started.
    if (replay && isSession(replay->path)) (void)prepareSessionReplay(settings);
    auto added = m_impl->registry.add(
        std::move(settings), [impl = m_impl.get()](DeviceId id, const DeviceSettings& device) {
            return impl->alarmsFor(id, device);
        });
    if (!added) return added.error();
    const DeviceRegistry::Entry entry = std::move(added).value();
    if (m_impl->recorder) m_impl->recorder->addDevice(entry.id, entry.settings.id);
    m_impl->recording.deviceAdded(entry);
    m_impl->io->post([impl = m_impl.get(), entry] {
        impl->host->add(
            {entry.id, entry.settings, entry.report, entry.alarms, impl->laneFor(entry)});
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

void GatewayCore::push(DeviceId device, std::vector<PushedSample> samples, Answer answer) {
    Impl* impl = m_impl.get();
    if (impl->pushesWaiting.fetch_add(1, std::memory_order_relaxed) >= kMaxPushesWaiting) {
        impl->pushesWaiting.fetch_sub(1, std::memory_order_relaxed);
        answer(Error{ErrorCode::QueueFull, "Too many pushes wait. Send the samples again later."});
        return;
    }
    impl->io->post([impl, device, samples = std::move(samples), answer = std::move(answer)] {
        impl->pushesWaiting.fetch_sub(1, std::memory_order_relaxed);
        Device* target = impl->host->find(device);
        answer(target ? target->push(samples) : Result<void>(removedError()));
    });
}

void GatewayCore::setFormat(DeviceId device, Format format) {
    m_impl->io->post([impl = m_impl.get(), device, format] {
        if (Device* target = impl->host->find(device)) target->setFormat(format);
    });
}

void GatewayCore::controlReplay(DeviceId device, const ReplayCommand& command, QObject* context,
                                Answer answer) {
    m_impl->io->post([impl = m_impl.get(), device, command,
                      reply = guarded(context, std::move(answer))] {
        Device* target = impl->host->find(device);
        impl->answer(reply, target ? target->controlReplay(command) : Result<void>(removedError()));
    });
}

Result<void> GatewayCore::acknowledge(DeviceId device, std::string_view alarm) {
    const auto entry = m_impl->registry.find(device);
    if (!entry) return removedError();
    return entry->alarms->acknowledge(alarm, m_impl->clock.now());
}

void GatewayCore::mark(std::string text) {
    Event event;
    event.time = m_impl->clock.now();
    event.kind = EventKind::Mark;
    event.text = text.empty() ? "Mark" : std::move(text);
    m_impl->events.add(std::move(event));
}

void GatewayCore::injectFault(DeviceId device, const FaultPlan& plan, QObject* context,
                              Answer answer) {
    m_impl->io->post(
        [impl = m_impl.get(), device, plan, reply = guarded(context, std::move(answer))] {
            Device* target = impl->host->find(device);
            impl->answer(reply, target ? target->injectFaults(plan) : Result<void>(removedError()));
        });
}

void GatewayCore::injectFault(DeviceId device, QObject* context, Answer answer) {
    m_impl->io->post([impl = m_impl.get(), device, reply = guarded(context, std::move(answer))] {
        Device* target = impl->host->find(device);
        impl->answer(reply, target ? target->injectFault() : Result<void>(removedError()));
    });
}

void GatewayCore::startRecording(const RecordingSettings& settings, QObject* context,
                                 Answer answer) {
    const auto reply = guarded(context, std::move(answer));
    const auto create = [impl = m_impl.get(), settings, reply] {
        auto created = impl->recording.create(settings);
        if (!created) return impl->answer(reply, created.error());
        // Devices are added on the main thread: none comes between.
        impl->toMain.post([impl, raw = settings.raw, reply] {
            auto begun = impl->recording.begin(raw);
            if (reply) reply(std::move(begun));
        });
    };
    const auto posted = m_impl->workers->submit(JobPriority::High, create);
    if (!posted) m_impl->answer(reply, posted.error());
}

void GatewayCore::stopRecording(QObject* context, Answer answer) {
    const auto reply = guarded(context, std::move(answer));
    const auto end = [impl = m_impl.get(), reply] { impl->answer(reply, impl->recording.end()); };
    const auto posted = m_impl->workers->submit(JobPriority::High, end);
    if (!posted) m_impl->answer(reply, posted.error());
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
    snapshot->latency = m_impl->latency.totals();
    snapshot->historyBytes = m_impl->history.usedBytes();
    snapshot->historyBudgetBytes = m_impl->history.budgetBytes();
    if (m_impl->recorder) snapshot->recorder = m_impl->recorder->snapshot();
    snapshot->recording = m_impl->recording.slot().snapshot();
    snapshot->health = m_impl->watchdog.health(now);
    snapshot->eventCount = m_impl->events.addedCount();
    return snapshot;
}

const History& GatewayCore::history() const {
    return m_impl->history;
}

std::optional<DeviceSettings> GatewayCore::settingsOf(DeviceId device) const {
    const auto entry = m_impl->registry.find(device);
    return entry ? std::optional(entry->settings) : std::nullopt;
}

std::vector<Event> GatewayCore::events(std::uint64_t after, std::size_t most) const {
    return m_impl->events.since(after, most);
}

std::vector<TextLine> GatewayCore::textLines(DeviceId device) const {
    const auto entry = m_impl->registry.find(device);
    return entry ? entry->report->text().lines() : std::vector<TextLine>();
}

TrafficWatch GatewayCore::watchTraffic(DeviceId device) {
    const auto entry = m_impl->registry.find(device);
    if (!entry) return {};
    return TrafficWatch(std::shared_ptr<TrafficLog>(entry->report, &entry->report->traffic()));
}

WorkerPool& GatewayCore::workers() {
    return *m_impl->workers;
}

void GatewayCore::shutdown() {
    if (!m_impl->io) return;
    m_impl->io->call([impl = m_impl.get()] {
        impl->monitorTimer.reset();
        impl->host->clear();
    });
    m_impl->workers->drainAndStop();
    if (m_impl->recorder) (void)m_impl->recorder->finish();
    // Why not everything could be kept stands in the snapshot.
    (void)m_impl->recording.end();
    m_impl->io.reset();
}

}  // namespace telemetryhub::engine
