// SPDX-License-Identifier: GPL-3.0-or-later
#include "config_reload.h"

#include <fstream>
#include <memory>
#include <string>

#include <QSignalSpy>
#include <QTemporaryDir>

#include "log_lines.h"
#include "support/patient_qtest.h"
#include "support/pty_pair.h"
#include "telemetryhub/engine/config/device_spec.h"

using namespace telemetryhub::engine;
using telemetryhub::app::ConfigReload;
using telemetryhub::test::LogLines;
using telemetryhub::test::PtyPair;

namespace {

const std::string kLeft = "[device left]\nbus = sim:demo\nrate = 500\n";
const std::string kRight = "[device right]\nbus = sim:demo\nrate = 200\n";

/// A gateway that was started with one text of a file, and the text that is there now.
struct HubUnderReload {
    explicit HubUnderReload(const std::string& started, std::vector<NamedValue> onCommandLine = {})
        : file(started),
          options(std::move(onCommandLine)),
          gateway(GatewayCore::create({}).value()),
          reload(*gateway, readNow().config, [this] { return readNow(); }) {
        for (const ConfiguredDevice& device : readNow().config.devices)
            gateway->command(gateway->addDevice(device.settings).value(), DeviceCommand::Start);
        reload.claimDevices();
    }

    [[nodiscard]] ReadConfig readNow() const {
        ConfigSources sources;
        sources.files.push_back({"hub.ini", file});
        sources.options = options;
        return readConfig(sources);
    }
    void reloadWith(const std::string& text) {
        file = text;
        reload.reload();
    }
    /// The device as it is now; of id 0 when there is none.
    [[nodiscard]] DeviceSnapshot device(const std::string& id) const {
        const auto snapshot = gateway->snapshot();
        for (const DeviceSnapshot& device : snapshot->devices)
            if (device.settings.id == id) return device;
        return {};
    }
    [[nodiscard]] DeviceId idOf(const std::string& id) const { return device(id).device; }
    [[nodiscard]] bool measures(const std::string& id) const {
        return device(id).state == DeviceState::Measuring;
    }

    std::string file;
    std::vector<NamedValue> options;
    std::unique_ptr<GatewayCore> gateway;
    ConfigReload reload;
};

}  // namespace

class ConfigReloadTest : public QObject {
    Q_OBJECT

private slots:
    void anUnchangedFileTouchesNoDevice() {
        HubUnderReload hub(kLeft + kRight);
        const DeviceId left = hub.idOf("left");
        QSignalSpy added(hub.gateway.get(), &GatewayCore::deviceAdded);
        QSignalSpy removed(hub.gateway.get(), &GatewayCore::deviceRemoved);

        hub.reload.reload();

        QCOMPARE(added.size(), 0);
        QCOMPARE(removed.size(), 0);
        QVERIFY(hub.idOf("left") == left);
    }

    void aNewDeviceIsAddedAndStarted() {
        HubUnderReload hub(kLeft);
        const DeviceId left = hub.idOf("left");

        hub.reloadWith(kLeft + kRight);

        QTRY_VERIFY(hub.measures("right"));
        QVERIFY(hub.idOf("left") == left);
        QVERIFY(hub.reload.owns("right"));
    }

    void aDeviceThatIsGoneIsRemoved_data() {
        QTest::addColumn<QByteArray>("now");
        QTest::newRow("no section") << QByteArray(kLeft.c_str());
        QTest::newRow("not enabled") << QByteArray((kLeft + kRight + "enabled = no\n").c_str());
    }
    void aDeviceThatIsGoneIsRemoved() {
        QFETCH(QByteArray, now);
        HubUnderReload hub(kLeft + kRight);

        hub.reloadWith(now.toStdString());

        QVERIFY(hub.idOf("right") == DeviceId{});
        QVERIFY(!hub.reload.owns("right"));
        QVERIFY(hub.idOf("left") != DeviceId{});
    }

    void aChangedDeviceIsAnotherOneAndTheOthersGoOn() {
        HubUnderReload hub(kLeft + kRight);
        const DeviceId left = hub.idOf("left");
        const DeviceId right = hub.idOf("right");
        QTRY_VERIFY(hub.device("left").ledger.samplesProcessed > 10);
        const std::uint64_t before = hub.device("left").ledger.samplesProcessed;

        hub.reloadWith(kLeft + "[device right]\nbus = sim:demo\nrate = 300\n");

        QVERIFY(!(hub.idOf("right") == right));
        QTRY_VERIFY(hub.measures("right"));
        QCOMPARE(std::get<SimulatedSettings>(hub.device("right").settings.bus).rateHz, 300.0);
        QVERIFY(hub.idOf("left") == left);
        QVERIFY(hub.device("left").ledger.samplesProcessed >= before);
    }

    void writingTheSameInOtherWordsIsNoChange() {
        HubUnderReload hub(kLeft);
        const DeviceId left = hub.idOf("left");

        hub.reloadWith("; moved\n[device left]\nchannels = 4\nbus = sim:demo?rate=500.0\n");

        QVERIFY(hub.idOf("left") == left);
    }

    void aDeviceThatWasStoppedIsChangedButNotStarted() {
        HubUnderReload hub(kLeft);
        QTRY_VERIFY(hub.measures("left"));
        hub.gateway->command(hub.idOf("left"), DeviceCommand::Stop);
        QTRY_COMPARE(hub.device("left").state, DeviceState::Idle);
        const LogLines log;

        hub.reloadWith("[device left]\nbus = sim:demo\nrate = 1\n");

        QVERIFY(log.contain(QStringLiteral("start it by hand")));
        bool answered = false;
        hub.gateway->send(hub.idOf("left"), "x", this,
                          [&](const Result<void>&) { answered = true; });
        QTRY_VERIFY(answered);
        QCOMPARE(hub.device("left").state, DeviceState::Idle);
    }

    void aDeviceInSafeStateIsChangedButNotStarted() {
        PtyPair pty;
        const std::string start = "[device rig]\nbus = serial:" + pty.slavePath() +
                                  "\ndecode = csv\nsilence_timeout = 10ms\nfailure_threshold = 1\n";
        HubUnderReload hub(start);
        const auto isLatched = [&] {
            // Samples that come more seldom than the timeout allows.
            pty.write("\n1,2\n");
            return hub.device("rig").state == DeviceState::SafeState;
        };
        QTRY_VERIFY(isLatched());
        const DeviceId before = hub.idOf("rig");
        const LogLines log;

        hub.reloadWith(start + "baud = 9600\n");

        QVERIFY(!(hub.idOf("rig") == before));
        QVERIFY(log.contain(QStringLiteral("rig changed; start it by hand")));
    }

    void aPortIsFreeForTheChangedDevice() {
        PtyPair pty;
        const std::string start =
            "[device rig]\nbus = serial:" + pty.slavePath() + "\ndecode = csv\n";
        HubUnderReload hub(start);
        QTRY_VERIFY(hub.measures("rig"));

        for (const char* baud : {"baud = 9600\n", "baud = 19200\n", "baud = 38400\n"}) {
            const DeviceId before = hub.idOf("rig");
            hub.reloadWith(start + baud);
            QVERIFY(!(hub.idOf("rig") == before));
            QTRY_VERIFY(hub.measures("rig"));
            QCOMPARE(hub.device("rig").openAttempts, 1);
            QVERIFY(!hub.device("rig").lastError);
        }
    }

    void aPortGoesFromOneDeviceToAnother() {
        PtyPair pty;
        const std::string bus = "]\nbus = serial:" + pty.slavePath() + "\n";
        HubUnderReload hub("[device before" + bus);
        QTRY_VERIFY(hub.measures("before"));

        hub.reloadWith("[device after" + bus);

        QTRY_VERIFY(hub.measures("after"));
        QVERIFY(!hub.device("after").lastError);
    }

    void mistakesChangeNothingAndAreAllLogged() {
        HubUnderReload hub(kLeft + kRight);
        const DeviceId left = hub.idOf("left");
        const LogLines log;
        QSignalSpy reloaded(&hub.reload, &ConfigReload::reloaded);
        QSignalSpy refused(&hub.reload, &ConfigReload::refused);

        hub.reloadWith("[queue]\nblocks = 0\n[device right]\nbus = sim:demo\nrate = no\n");

        QVERIFY(log.contain(QStringLiteral("hub.ini:2: [queue] blocks=0: expected")));
        QVERIFY(log.contain(QStringLiteral("hub.ini:5: [device right] rate=no: expected")));
        QVERIFY(log.contain(QStringLiteral("nothing was changed")));
        QVERIFY(hub.idOf("left") == left);
        QVERIFY(hub.idOf("right") != DeviceId{});
        QCOMPARE(reloaded.size(), 0);
        QCOMPARE(refused.size(), 1);
        QVERIFY(refused[0][0].toString().contains(QStringLiteral("hub.ini:2: [queue]")));
    }

    void whatNeedsAStartIsNamed() {
        HubUnderReload hub(kLeft);
        const LogLines log;

        hub.reloadWith(kLeft +
                       "[queue]\nblocks = 7\n[history]\nmemory = 5MB\n[log]\nlevel = debug\n");

        QVERIFY(log.contain(QStringLiteral("[queue] blocks = 7 takes effect at the next start")));
        QVERIFY(
            log.contain(QStringLiteral("[history] memory = 5MB takes effect at the next start")));
        QVERIFY(!log.contain(QStringLiteral("[log]")));
        QVERIFY(!log.contain(QStringLiteral("[workers]")));
    }

    void theNewConfigurationIsToldButForWhatNeedsAStart() {
        HubUnderReload hub(kLeft);
        std::optional<HubConfig> told;
        connect(&hub.reload, &ConfigReload::reloaded, this,
                [&told](const HubConfig& config) { told = config; });

        hub.reloadWith(kLeft + "[log]\nlevel = debug\nquiet = yes\n");

        QCOMPARE(told.value().logLevel, std::optional(LogLevel::Debug));
        QVERIFY(!told.value().quiet);
    }

    void aDeviceWhoseProfileChangedIsAnotherOne() {
        const QTemporaryDir dir;
        const std::string file = dir.filePath(QStringLiteral("p.json")).toStdString();
        const auto write = [&file](const char* json) { std::ofstream(file) << json; };
        write(R"({"failure_threshold": 3})");
        HubUnderReload hub(kLeft + "profile = " + file + "\n" + kRight);
        const DeviceId left = hub.idOf("left");
        const DeviceId right = hub.idOf("right");

        hub.reload.reload();
        QVERIFY(hub.idOf("left") == left);
        write(R"({"failure_threshold": 4})");
        hub.reload.reload();

        QVERIFY(!(hub.idOf("left") == left));
        QCOMPARE(hub.device("left").settings.failureThreshold, 4);
        QVERIFY(hub.idOf("right") == right);
    }

    void devicesOfTheCommandLineAndByHandAreNotTouched() {
        HubUnderReload hub(kLeft, {{"device", "sim:line"}});
        const DeviceId line = hub.idOf("line");
        const DeviceId hand = hub.gateway->addDevice(parseDeviceSpec("sim:hand").value()).value();

        hub.reloadWith("[hub]\ndevices = none\n");

        QVERIFY(hub.idOf("line") == line);
        QVERIFY(hub.idOf("hand") == hand);
        QVERIFY(hub.idOf("left") == DeviceId{});
        QVERIFY(!hub.reload.owns("line"));
    }

    void aFileThatLostItsDevicesChangesNothing_data() {
        QTest::addColumn<QByteArray>("now");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("comments") << QByteArray("; nothing\n\n");
        QTest::newRow("other settings") << QByteArray("[log]\nlevel = debug\n");
    }
    void aFileThatLostItsDevicesChangesNothing() {
        QFETCH(QByteArray, now);
        HubUnderReload hub(kLeft + kRight);
        const DeviceId left = hub.idOf("left");
        const DeviceId right = hub.idOf("right");
        QSignalSpy reloaded(&hub.reload, &ConfigReload::reloaded);
        QSignalSpy refused(&hub.reload, &ConfigReload::refused);

        hub.reloadWith(now.toStdString());

        QVERIFY(hub.idOf("left") == left && hub.idOf("right") == right);
        QCOMPARE(reloaded.size(), 0);
        QCOMPARE(refused.size(), 1);
        const auto events = hub.gateway->events(0, 1000);
        const auto told = std::find_if(events.begin(), events.end(), [](const Event& event) {
            return event.kind == EventKind::Health && event.severity == Severity::Critical;
        });
        QVERIFY(told != events.end());
        QVERIFY(told->text.find("devices = none") != std::string::npos);
        hub.reloadWith(kLeft + kRight);
        QVERIFY(hub.idOf("left") == left && hub.idOf("right") == right);
    }

    void devicesThatAreNotWantedAnyMoreAreRemoved_data() {
        QTest::addColumn<QByteArray>("now");
        QTest::newRow("none") << QByteArray("[hub]\ndevices = none\n");
        QTest::newRow("not enabled") << QByteArray((kLeft + "enabled = no\n").c_str());
    }
    void devicesThatAreNotWantedAnyMoreAreRemoved() {
        QFETCH(QByteArray, now);
        HubUnderReload hub(kLeft);
        QSignalSpy reloaded(&hub.reload, &ConfigReload::reloaded);

        hub.reloadWith(now.toStdString());

        QVERIFY(hub.idOf("left") == DeviceId{});
        QCOMPARE(reloaded.size(), 1);
        hub.reloadWith("");
        QCOMPARE(reloaded.size(), 2);
    }

    void aDeviceThatAPersonRemovedComesBack() {
        HubUnderReload hub(kLeft);
        hub.gateway->removeDevice(hub.idOf("left"));

        hub.reload.reload();

        QTRY_VERIFY(hub.measures("left"));
    }

    void anIdThatIsTakenByHandLeavesItsHolderAlone() {
        HubUnderReload hub(kLeft);
        const DeviceId hand = hub.gateway->addDevice(parseDeviceSpec("sim:right").value()).value();
        const LogLines log;

        hub.reloadWith(kLeft + kRight);

        QVERIFY(hub.idOf("right") == hand);
        QVERIFY(!hub.reload.owns("right"));
        QVERIFY(log.contain(QStringLiteral("\"right\"")));
        hub.gateway->removeDevice(hand);
        hub.reload.reload();
        QVERIFY(hub.reload.owns("right"));
    }
};

QTEST_GUILESS_MAIN(ConfigReloadTest)
#include "config_reload_test.moc"
