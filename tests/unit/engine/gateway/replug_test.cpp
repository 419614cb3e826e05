// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <limits>
#include <map>
#include <vector>

#include <QTemporaryDir>
#include <QTest>

#include "gateway_bench.h"
#include "support/patient_qtest.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::test;

namespace {

constexpr int kDevices = 20;
constexpr int kCycles = 50;  // a thousand in all
constexpr int kWarmUp = 5;
constexpr int kPatienceMs = 30'000;
constexpr TimeSpan kEver{std::numeric_limits<std::int64_t>::min(),
                         std::numeric_limits<std::int64_t>::max()};

std::size_t entriesOf(const char* folder) {
    std::size_t count = 0;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        ++count;
    return count;
}

qint64 residentKb() {
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("VmRSS:"))
            return line.mid(6).simplified().split(' ').value(0).toLongLong();
    return 0;
}

/// A device on a link that is pulled and comes back on another pty.
class Unplugged {
public:
    Unplugged(GatewayCore& gateway, std::string link)
        : m_gateway(gateway), m_link(std::move(link)) {
        plugIn();
        const std::string id = std::filesystem::path(m_link).filename().string();
        m_device = addAndStart(gateway, "serial:" + m_link + "?decode=csv&id=" + id);
    }
    void pull() { m_pty->hangUp(); }
    void plugIn() {
        m_pty.reset();  // with its link
        m_pty = std::make_unique<PtyPair>();
        m_pty->link(m_link);
        m_pluggedIn.start();
    }
    [[nodiscard]] DeviceSnapshot look() const {
        return telemetryhub::test::look(m_gateway, m_device);
    }
    [[nodiscard]] bool isIn(DeviceState state) const { return look().state == state; }
    /// Sends two lines, again and again, until one arrives.
    [[nodiscard]] bool isBack(std::uint64_t samplesBefore) {
        if (look().ledger.samplesProcessed > samplesBefore) return true;
        (void)m_pty->write(csvLines(1, 2));
        return false;
    }
    [[nodiscard]] qint64 msSincePluggedIn() const { return m_pluggedIn.elapsed(); }
    [[nodiscard]] DeviceId id() const { return m_device; }

private:
    GatewayCore& m_gateway;
    std::string m_link;
    std::unique_ptr<PtyPair> m_pty;
    DeviceId m_device;
    QElapsedTimer m_pluggedIn;
};

struct Footprint {
    std::size_t descriptors = entriesOf("/proc/self/fd");
    std::size_t threads = entriesOf("/proc/self/task");
    qint64 kilobytes = residentKb();
};

}  // namespace

class ReplugTest : public QObject {
    Q_OBJECT

private slots:
    void aThousandReplugsLeaveAThousandGapsAndNothingElse();

private:
    bool cycle(std::vector<std::unique_ptr<Unplugged>>& devices);
    qint64 m_worstMs = 0;
};

bool ReplugTest::cycle(std::vector<std::unique_ptr<Unplugged>>& devices) {
    const auto all = [&devices](auto&& holds) {
        return QTest::qWaitFor(
            [&] {
                return std::all_of(devices.begin(), devices.end(),
                                   [&](const auto& device) { return holds(*device); });
            },
            kPatienceMs);
    };
    for (const auto& device : devices)
        device->pull();
    if (!all([](const Unplugged& device) { return device.isIn(DeviceState::Error); })) return false;
    std::map<const Unplugged*, std::uint64_t> before;
    for (const auto& device : devices)
        before[device.get()] = device->look().ledger.samplesProcessed;
    for (const auto& device : devices)
        device->plugIn();
    return all([&](Unplugged& device) {
        if (!before.contains(&device)) return true;
        if (!device.isBack(before[&device])) return false;
        m_worstMs = std::max(m_worstMs, device.msSincePluggedIn());
        before.erase(&device);
        return true;
    });
}

void ReplugTest::aThousandReplugsLeaveAThousandGapsAndNothingElse() {
    const QTemporaryDir dir;
    GatewaySettings settings;
    settings.csvPath = dir.filePath(QStringLiteral("out.csv")).toStdString();
    settings.historyBytes = 8'000'000;
    const auto gateway = makeGateway(settings);
    std::vector<std::unique_ptr<Unplugged>> devices;
    for (int i = 0; i < kDevices; ++i)
        devices.push_back(std::make_unique<Unplugged>(
            *gateway, dir.filePath(QStringLiteral("port%1").arg(i)).toStdString()));
    for (const auto& device : devices)
        QTRY_VERIFY_WITH_TIMEOUT(device->isBack(0), kPatienceMs);

    for (int i = 0; i < kWarmUp; ++i)
        QVERIFY(cycle(devices));
    const Footprint early;
    for (int i = kWarmUp; i < kCycles; ++i)
        QVERIFY(cycle(devices));
    const Footprint late;

    for (const auto& device : devices) {
        const DeviceSnapshot now = device->look();
        QVERIFY(now.ledger.closes());
        QCOMPARE(now.state, DeviceState::Measuring);
        const auto gaps = gateway->history().gaps(device->id(), kEver);
        QCOMPARE(gaps.size(), static_cast<std::size_t>(kCycles));
        for (const Gap& gap : gaps)
            QCOMPARE(gap.reason, ErrorCode::LinkLost);
    }
    QCOMPARE(late.descriptors, early.descriptors);
    QCOMPARE(late.threads, early.threads);
    qInfo("worst return %lld ms after the replug, memory %+lld kB over %d cycles of %d devices",
          m_worstMs, late.kilobytes - early.kilobytes, kCycles - kWarmUp, kDevices);
}

QTEST_GUILESS_MAIN(ReplugTest)
#include "replug_test.moc"
