// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/gateway/gateway_core.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include <QThread>
#include <QTimer>

#include "gateway/device_host.h"
#include "gateway/device_registry.h"
#include "gateway/gap_events.h"
#include "gateway/io_thread.h"
#include "gateway/lane_room.h"
#include "gateway/latch_watch.h"
#include "gateway/main_thread.h"
#include "gateway/outlets.h"
#include "gateway/pipeline_monitor.h"
#include "gateway/recording_control.h"
#include "gateway/session_replay_bus.h"
#include "gateway/stall_meter.h"
#include "telemetryhub/engine/pipeline/channel_processing.h"
#include "telemetryhub/engine/pipeline/device_processing.h"
#include "telemetryhub/engine/pipeline/worker_pool.h"
#include "telemetryhub/engine/record/csv_recorder.h"
#include "telemetryhub/engine/record/session_paths.h"

namespace telemetryhub::engine {

namespace {

constexpr double kMsPerNs = 1e-6;

Error removedError() {
    return {ErrorCode::NotFound, "The device was removed."};
}

/// Whether an alarm on the device may have to make it safe.
bool mayTrip(const DeviceSettings& device) {
    const auto& alarms = device.processing.alarms;
    return std::any_of(alarms.begin(), alarms.end(),
                       [](const AlarmRule& rule) { return rule.safeState; });
}

}  // namespace

// The members stand in the order of the data: what is made later uses what was made before, and
// destruction goes the other way.
struct GatewayCore::Impl final : DeviceListener {
    explicit Impl(GatewaySettings gatewaySettings)
        : settings(std::move(gatewaySettings)),
          start(clock.now()),
          events([this](const Event& event) {
              outlets.addEvent(event);
              if (event.kind != EventKind::Text)
                  toMain.post([this, event] { emit core->eventAdded(event); });
          }),
          queue(settings.queueBlocks),
          recording({registry, events, clock, settings.overflow, &queue,
                     [this](const RecordingNotice& notice) {
                         toMain.post([this, notice] { emit core->recordingNoticed(notice); });
                     }}),
          gapEvents(events),
          history(settings.historyBytes),
          watchdog(start.steadyNs),
          stalls(start.steadyNs),
          monitor(registry, clock, events, watchdog),
          latches({settings.stateDir,
                   [this](std::function<void()> task) { io->post(std::move(task)); }}),
          latchWatch(latches, registry, clock, events) {
        main->open(toMain);
    }
    ~Impl() override { main->close(); }

    Result<void> openRecorder();
    void tell(Severity severity, std::string text);
    Result<void> openRecording();
    [[nodiscard]] BoundedQueue::LaneParts laneFor(const DeviceRegistry::Entry& entry);
    Result<void> carryOut(DeviceId id, DeviceCommand command);
    void beginMonitoring();
    [[nodiscard]] std::shared_ptr<AlarmBoard> alarmsFor(DeviceId id, const DeviceSettings& device);
    [[nodiscard]] Result<DeviceId> add(DeviceSettings device);
    void tellAdded(DeviceId device);
    void tellRemoved(DeviceId device);
    void deviceStateChanged(DeviceId device, DeviceState state) override;
    void deviceFinished(DeviceId device) override;

    GatewaySettings settings;
    SystemClock clock;
    ReadTime start;
    TaskInbox toMain;
    const std::shared_ptr<MainThread> main = std::make_shared<MainThread>();
    /// Held while a device is added or a recording begins, so that it knows all devices.
    Mutex devicesMutex;
    DeviceRegistry registry;
    EventLog events;
    BlockPool pool;
    BoundedQueue queue;
    Outlets outlets;
    RecordingControl recording;
    GapEvents gapEvents;
    History history;
    std::unique_ptr<CsvRecorder> recorder;
    LatencyHistogram latency;
    Watchdog watchdog;
    StallMeter stalls;
    PipelineMonitor monitor;
    LatchStore latches;
    LatchWatch latchWatch;
    std::atomic<int> pushesWaiting{0};  // relaxed: a bound, not an order
    std::unique_ptr<WorkerPool> workers;
    std::unique_ptr<DeviceHost> host;
    std::unique_ptr<QTimer> monitorTimer;  // of the I/O thread
    std::unique_ptr<QTimer> stallTimer;    // of the I/O thread
    ThreadPriority readingPriority = ThreadPriority::Normal;
    std::unique_ptr<IoThread> io;
    GatewayCore* core = nullptr;
};

Result<void> GatewayCore::Impl::openRecorder() {
    if (settings.csvPath.empty()) return {};
    CsvRecorderSettings csv;
    csv.path = settings.csvPath;
    csv.start = start;
    csv.gate = &queue;
    csv.onFailure = [this](const Error& error) {
        tell(Severity::Critical, "the live CSV stopped: " + error.detail);
        toMain.post([this, error] { emit core->recordingFailed(error); });
    };
    csv.onWarning = [this](const std::string& text) { tell(Severity::Warning, text); };
    auto created = CsvRecorder::create(std::move(csv));
    if (!created) return created.error();
    recorder = std::move(created).value();
    outlets.add(*recorder);
    return {};
}

/// Into every event log, and so into the log and a session file.
void GatewayCore::Impl::tell(Severity severity, std::string text) {
    Event event;
    event.time = clock.now();
    event.kind = EventKind::Health;
    event.severity = severity;
    event.text = std::move(text);
    events.add(std::move(event));
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
    parts.dropJudge = DropJudge::create(entry.settings.processing, entry.alarms);
    parts.sinks.push_back(&history);
    parts.sinks.push_back(&gapEvents);
    parts.sinks.push_back(&outlets);
    parts.sinks.insert(parts.sinks.end(), settings.sinks.begin(), settings.sinks.end());
    parts.ledger = ledger;
    parts.latency = &latency;
    parts.clock = &clock;
    parts.finished = [this, id] {
        if (!registry.find(id)) history.remove(id);
    };
    return {overflowOf(entry.settings, settings.overflow), ledger,
            std::make_shared<DeviceProcessing>(std::move(parts)),
            std::make_shared<LaneRoom>([this, id] {
                io->post([this, id] {
                    if (Device* device = host->find(id)) device->resume();
                });
            }),
            mayTrip(entry.settings) ? BoundedQueue::Turn::First : BoundedQueue::Turn::Usual};
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
        host->lookAtLines();
        monitor.look(outlets.accounts());
        latchWatch.look();
    });
    monitorTimer->start(kPace);
    stallTimer = std::make_unique<QTimer>();
    stallTimer->setTimerType(Qt::PreciseTimer);
    QObject::connect(stallTimer.get(), &QTimer::timeout, stallTimer.get(),
                     [this] { stalls.tick(clock.steadyNs()); });
    stalls.tick(clock.steadyNs());
    stallTimer->start(std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::nanoseconds(StallMeter::kTickNs)));
}

/// Whoever adds a device on the main thread is told before he goes on.
void GatewayCore::Impl::tellAdded(DeviceId device) {
    if (QThread::currentThread() == core->thread()) return emit core->deviceAdded(device);
    toMain.post([this, device] { emit core->deviceAdded(device); });
}

void GatewayCore::Impl::tellRemoved(DeviceId device) {
    if (QThread::currentThread() == core->thread()) return emit core->deviceRemoved(device);
    toMain.post([this, device] { emit core->deviceRemoved(device); });
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
    if (const auto entry = registry.find(device)) {
        entry->alarms->setActive(isActive, clock.now());
        entry->alarms->setInError(state == DeviceState::Error, clock.now());
    }
    toMain.post([this, device, state] { emit core->stateChanged(device, state); });
}

void GatewayCore::Impl::deviceFinished(DeviceId device) {
    toMain.post([this, device] { emit core->sourceFinished(device); });
}

Result<std::unique_ptr<GatewayCore>> GatewayCore::create(GatewaySettings settings) {
    auto impl = std::make_unique<Impl>(std::move(settings));
    impl->outlets.add(impl->recording.slot());
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
                          m_impl->latches, m_impl->outlets});
    m_impl->io = std::make_unique<IoThread>();
    m_impl->readingPriority = m_impl->io->priority();
    m_impl->io->post([impl = m_impl.get()] { impl->beginMonitoring(); });
}

GatewayCore::~GatewayCore() {
    shutdown();
}

Result<DeviceId> GatewayCore::addDevice(DeviceSettings settings) {
    auto added = m_impl->add(std::move(settings));
    if (added) m_impl->tellAdded(added.value());
    return added;
}

Result<DeviceId> GatewayCore::Impl::add(DeviceSettings device) {
    if (auto checked = checkFaults(device.faults, device.bus); !checked) return checked.error();
    if (auto checked = checkProcessing(device.processing); !checked) return checked.error();
    const auto* replay = std::get_if<ReplaySettings>(&device.bus);
    // A file that cannot be read is told when the device is started.
    if (replay && isSession(replay->path)) (void)prepareSessionReplay(device);
    const MutexLock lock(devicesMutex);
    auto added = registry.add(
        std::move(device), clock.now(),
        [this](DeviceId id, const DeviceSettings& made) { return alarmsFor(id, made); });
    if (!added) return added.error();
    const DeviceRegistry::Entry entry = std::move(added).value();
    outlets.addDevice(outletDeviceOf(entry, settings.overflow));
    recording.deviceAdded(entry);
    io->post([this, entry] {
        host->add({entry.id, entry.settings, entry.report, entry.alarms, laneFor(entry)});
    });
    return entry.id;
}

void GatewayCore::removeDevice(DeviceId device) {
    if (!m_impl->registry.remove(device)) return;
    m_impl->io->post([impl = m_impl.get(), device] { impl->host->remove(device); });
    m_impl->tellRemoved(device);
}

void GatewayCore::command(DeviceId device, DeviceCommand command, Reply reply) {
    m_impl->io->post([impl = m_impl.get(), device, command, reply = std::move(reply)] {
        const auto carryOut = [impl, device, command, reply] {
            reply(impl->carryOut(device, command));
        };
        Device* target = impl->host->find(device);
        target ? target->whenJudged(carryOut) : carryOut();
    });
}

void GatewayCore::commandAll(DeviceCommand command) {
    for (const auto& entry : m_impl->registry.entries())
        this->command(entry->id, command);
}

void GatewayCore::send(DeviceId device, std::string bytes, Reply reply) {
    m_impl->io->post(
        [impl = m_impl.get(), device, bytes = std::move(bytes), reply = std::move(reply)] {
            Device* target = impl->host->find(device);
            reply(target ? target->send(bytes) : Result<void>(removedError()));
        });
}

void GatewayCore::push(DeviceId device, std::vector<PushedSample> samples, Reply reply) {
    Impl* impl = m_impl.get();
    if (impl->pushesWaiting.fetch_add(1, std::memory_order_relaxed) >= kMaxPushesWaiting) {
        impl->pushesWaiting.fetch_sub(1, std::memory_order_relaxed);
        reply(Error{ErrorCode::QueueFull, "Too many pushes wait. Send the samples again later."});
        return;
    }
    impl->io->post([impl, device, samples = std::move(samples), reply = std::move(reply)] {
        impl->pushesWaiting.fetch_sub(1, std::memory_order_relaxed);
        Device* target = impl->host->find(device);
        reply(target ? target->push(samples) : Result<void>(removedError()));
    });
}

void GatewayCore::setFormat(DeviceId device, Format format) {
    m_impl->io->post([impl = m_impl.get(), device, format] {
        if (Device* target = impl->host->find(device)) target->setFormat(format);
    });
}

void GatewayCore::controlReplay(DeviceId device, const ReplayCommand& command, Reply reply) {
    m_impl->io->post([impl = m_impl.get(), device, command, reply = std::move(reply)] {
        Device* target = impl->host->find(device);
        reply(target ? target->controlReplay(command) : Result<void>(removedError()));
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

void GatewayCore::report(Severity severity, std::string text) {
    Event event;
    event.time = m_impl->clock.now();
    event.severity = severity;
    event.kind = EventKind::Health;
    event.text = std::move(text);
    m_impl->events.add(std::move(event));
}

void GatewayCore::injectFault(DeviceId device, const FaultPlan& plan, Reply reply) {
    m_impl->io->post([impl = m_impl.get(), device, plan, reply = std::move(reply)] {
        Device* target = impl->host->find(device);
        reply(target ? target->injectFaults(plan) : Result<void>(removedError()));
    });
}

void GatewayCore::injectFault(DeviceId device, Reply reply) {
    m_impl->io->post([impl = m_impl.get(), device, reply = std::move(reply)] {
        Device* target = impl->host->find(device);
        reply(target ? target->injectFault() : Result<void>(removedError()));
    });
}

void GatewayCore::startRecording(const RecordingSettings& settings, Reply reply) {
    const auto begin = [impl = m_impl.get(), settings, reply] {
        if (auto created = impl->recording.create(settings); !created)
            return reply(created.error());
        const MutexLock lock(impl->devicesMutex);
        reply(impl->recording.begin(settings.raw));
    };
    const auto posted = m_impl->workers->submit(JobPriority::High, begin);
    if (!posted) reply(posted.error());
}

void GatewayCore::stopRecording(Reply reply) {
    const auto end = [impl = m_impl.get(), reply] { reply(impl->recording.end()); };
    const auto posted = m_impl->workers->submit(JobPriority::High, end);
    if (!posted) reply(posted.error());
}

Result<void> GatewayCore::runJob(std::function<void()> job) {
    const auto posted = m_impl->workers->submit(JobPriority::Normal, std::move(job));
    if (!posted) return posted.error();
    return {};
}

std::shared_ptr<Executor> GatewayCore::mainThread() const {
    return m_impl->main;
}

std::shared_ptr<const Snapshot> GatewayCore::snapshot() const {
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->time = m_impl->clock.now();
    snapshot->start = m_impl->start;
    const std::int64_t now = snapshot->time.steadyNs;
    DeviceRegistry::View view = m_impl->registry.view();
    snapshot->removed = view.removed;
    for (const auto& entry : view.entries)
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
    snapshot->outlets = m_impl->outlets.accounts();
    snapshot->health = m_impl->watchdog.health(now);
    snapshot->health.reading = {m_impl->readingPriority, m_impl->stalls.longestNs(now),
                                m_impl->stalls.lastMinuteNs(now)};
    for (const UnsavedLatch& unsaved : m_impl->latches.unsaved())
        snapshot->health.unsavedLatches.push_back(
            {unsaved.device, now - unsaved.sinceNs, unsaved.isReset});
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

void GatewayCore::shutdown() {
    if (!m_impl->io) return;
    m_impl->io->call([impl = m_impl.get()] {
        impl->monitorTimer.reset();
        impl->stallTimer.reset();
        impl->host->clear();
    });
    // From here on nobody waits for a pipe that is not read.
    if (m_impl->recorder) m_impl->recorder->hurry();
    m_impl->latches.stop();
    m_impl->latchWatch.look();
    m_impl->workers->drainAndStop();
    if (m_impl->recorder) (void)m_impl->recorder->finish();
    // Why not everything could be kept stands in the snapshot.
    (void)m_impl->recording.end();
    m_impl->io.reset();
}

}  // namespace telemetryhub::engine
