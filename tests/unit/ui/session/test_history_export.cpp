// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>

#include "session/export_dialog.h"
#include "session/export_form.h"
#include "session/history_export.h"
#include "session/session_actions.h"
#include "session_files.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "telemetryhub/engine/record/csv_target.h"
#include "telemetryhub/ui/main_window.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

namespace {

/// A history of two devices, the rows of the second between those of the first.
class TwoDevices {
public:
    TwoDevices() {
        snapshot.start = kSessionStart;
        add(1, "boiler", 2, 0, 300);
        add(2, "pump", 1, kStepNs / 2, 300);
    }

    void add(std::uint32_t id, const std::string& name, std::size_t channels, std::int64_t offset,
             std::size_t samples) {
        std::vector<engine::Channel> all;
        for (std::size_t i = 0; i < channels; ++i)
            all.push_back({"ch" + std::to_string(i), "", std::nullopt});
        engine::DeviceSnapshot device;
        device.device = engine::DeviceId{id};
        device.settings.id = name;
        device.channels = std::make_shared<const engine::ChannelSet>(std::move(all));
        std::vector<double> row(channels);
        for (std::size_t at = 0; at < samples;) {
            engine::BlockRef block = m_pool.acquire(device.device, at + 1, device.channels);
            for (; at < samples && !block->full(); ++at) {
                for (std::size_t i = 0; i < channels; ++i)
                    row[i] = static_cast<double>(at) + 0.25 * static_cast<double>(i);
                block.writable().append(after(offset + static_cast<std::int64_t>(at) * kStepNs),
                                        row);
            }
            history.consume(block);
        }
        snapshot.devices.push_back(std::move(device));
    }

private:
    engine::BlockPool m_pool;

public:
    engine::History history{std::size_t{1} << 28};
    engine::Snapshot snapshot;
};

}  // namespace

class TestHistoryExport : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void rowsStandInTheOrderOfTheirTimes();
    void aSpanAndSomeChannelsCanBeChosen();
    void aChannelThatCameLaterIsAbsentBefore();
    void itCanBeCancelled();
    void theLiveWindowExportsWhatItShows();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("live.csv")); }
    engine::Result<ExportOutcome> write(const TwoDevices& devices,
                                        const engine::SessionExport& what) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

engine::Result<ExportOutcome> TestHistoryExport::write(const TwoDevices& devices,
                                                       const engine::SessionExport& what) const {
    auto target = engine::openCsvTarget(path().toStdString());
    if (!target) return target.error();
    return exportHistory(devices.history, devices.snapshot, what, *target.value());
}

void TestHistoryExport::rowsStandInTheOrderOfTheirTimes() {
    const TwoDevices devices;

    const auto outcome = write(devices, {});

    QVERIFY(outcome.hasValue());
    QCOMPARE(outcome.value().samples, std::uint64_t{600});
    const QStringList lines = linesOf(path());
    QCOMPARE(lines.size(), 601);
    QCOMPARE(lines[0], QStringLiteral("time_utc,elapsed_s,device,seq,ch0,ch1"));
    QCOMPARE(lines[1],
             QStringLiteral("2023-11-14T22:13:20.000000000Z,0.000000000,boiler,1,0,0.25"));
    QCOMPARE(lines[2], QStringLiteral("2023-11-14T22:13:20.005000000Z,0.005000000,pump,1,0,"));
    QCOMPARE(lines[600].section(QLatin1Char(','), 2, 4), QStringLiteral("pump,300,299"));
}

void TestHistoryExport::aSpanAndSomeChannelsCanBeChosen() {
    const TwoDevices devices;
    engine::SessionExport what;
    what.devices = {engine::DeviceId{1}};
    what.channels = {"ch1"};
    what.fromNs = kSessionStart.steadyNs + 100 * kStepNs;
    what.toNs = kSessionStart.steadyNs + 103 * kStepNs;

    QVERIFY(write(devices, what).hasValue());

    const QStringList lines = linesOf(path());
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[0], QStringLiteral("time_utc,elapsed_s,seq,ch1"));
    QVERIFY(lines[1].endsWith(QStringLiteral(",101,100.25")));
}

void TestHistoryExport::aChannelThatCameLaterIsAbsentBefore() {
    TwoDevices devices;
    auto wider = std::make_shared<engine::ChannelSet>(
        std::vector<engine::Channel>{{"ch0", "", {}}, {"late", "", {}}});
    devices.snapshot.devices[1].channels = wider;
    engine::SessionExport what;
    what.devices = {engine::DeviceId{2}};

    QVERIFY(write(devices, what).hasValue());

    QCOMPARE(linesOf(path())[0], QStringLiteral("time_utc,elapsed_s,seq,ch0,late"));
    QVERIFY(linesOf(path())[1].endsWith(QStringLiteral(",1,0,")));
}

void TestHistoryExport::itCanBeCancelled() {
    const TwoDevices devices;
    engine::SessionExport what;
    what.progress = [](double) { return false; };

    const auto outcome = write(devices, what);

    QVERIFY(!outcome.hasValue());
    QCOMPARE(outcome.error().code, engine::ErrorCode::Stopping);
    QVERIFY(!QFile::exists(path()));
}

void TestHistoryExport::theLiveWindowExportsWhatItShows() {
    auto gateway = std::move(engine::GatewayCore::create({}).value());
    engine::DeviceSettings settings;
    settings.id = "demo";
    gateway->command(gateway->addDevice(settings).value(), engine::DeviceCommand::Start);
    MainWindow window(*gateway);
    window.show();
    QTRY_VERIFY(gateway->snapshot()->total().samplesProcessed > 20);

    window.findChild<SessionActions*>()->exportHistory.trigger();
    auto* dialog = window.findChild<ExportDialog*>();
    QVERIFY(dialog);
    dialog->form().setPath(path());
    dialog->begin();

    QTRY_VERIFY(!dialog->isRunning());
    QVERIFY2(dialog->message().contains(QStringLiteral("samples were written")),
             qPrintable(dialog->message()));
    QVERIFY(linesOf(path()).size() > 10);
    QVERIFY(linesOf(path())[1].section(QLatin1Char(','), 2, 2) == QStringLiteral("1"));
}

QTEST_MAIN(TestHistoryExport)
#include "test_history_export.moc"
