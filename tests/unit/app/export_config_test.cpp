// SPDX-License-Identifier: GPL-3.0-or-later
#include "export_config.h"

#include <memory>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/read_config.h"
#include "telemetryhub/engine/gateway/gateway_core.h"

using namespace telemetryhub::engine;
using telemetryhub::app::exportConfig;

class ExportConfigTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup() {
        QFile::remove(path());
        m_gateway = GatewayCore::create({}).value();
    }

    void theFileRunsTheSameDevicesWithoutAWindow() {
        HubConfig config;
        config.queueBlocks = 77;
        config.logLevel = LogLevel::Warn;
        addDevice("sim:a?rate=5");
        addDevice("serial:/dev/ttyUSB7?baud=9600&id=rig");

        QVERIFY(exportConfig(path(), config, *m_gateway->snapshot()));

        const LoadedConfigFiles loaded = loadConfigFiles({path().toStdString()});
        ConfigSources sources;
        sources.files = loaded.files;
        const ReadConfig read = readConfig(sources);
        QVERIFY(read.errors.empty());
        QVERIFY(read.config.noGui);
        QCOMPARE(read.config.queueBlocks, std::size_t{77});
        QCOMPARE(read.config.logLevel, std::optional(LogLevel::Warn));
        QCOMPARE(read.config.devices.size(), std::size_t{2});
        QVERIFY(deviceSpec(read.config.devices[1].settings) ==
                "serial:/dev/ttyUSB7?baud=9600&id=rig");
    }

    void whatCannotStandInAFileIsRefused() {
        HubConfig config;
        config.csvPath = "two\nlines.csv";

        const auto exported = exportConfig(path(), config, *m_gateway->snapshot());

        QVERIFY(!exported);
        QCOMPARE(exported.error().code, ErrorCode::InvalidArgument);
        QVERIFY(!QFile::exists(path()));
    }

    void aPlaceThatCannotBeWrittenIsAnError() {
        const auto exported =
            exportConfig(QStringLiteral("/proc/no/such/hub.ini"), {}, *m_gateway->snapshot());

        QVERIFY(!exported);
        QCOMPARE(exported.error().code, ErrorCode::StorageFailed);
    }

private:
    [[nodiscard]] QString path() const { return m_dir.filePath(QStringLiteral("hub.ini")); }
    void addDevice(const char* spec) {
        QVERIFY(m_gateway->addDevice(parseDeviceSpec(spec).value()));
    }

    QTemporaryDir m_dir;
    std::unique_ptr<GatewayCore> m_gateway = GatewayCore::create({}).value();
};

QTEST_GUILESS_MAIN(ExportConfigTest)
#include "export_config_test.moc"
