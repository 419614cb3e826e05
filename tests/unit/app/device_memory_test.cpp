// SPDX-License-Identifier: GPL-3.0-or-later
#include "device_memory.h"

#include <memory>
#include <optional>

#include <QFile>
#include <QTemporaryDir>

#include "log_lines.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/config/device_spec.h"

using namespace telemetryhub::engine;
using telemetryhub::app::DeviceMemory;
using telemetryhub::test::LogLines;

namespace {

QString specsOf(const std::vector<DeviceSettings>& devices) {
    QStringList specs;
    for (const DeviceSettings& device : devices)
        specs << QString::fromStdString(deviceSpec(device));
    return specs.join(QLatin1Char(' '));
}

}  // namespace

class DeviceMemoryTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_dir.emplace();
        m_gateway = GatewayCore::create({}).value();
    }
    void cleanup() { m_gateway.reset(); }

    void aMemoryThatWasNeverStoredIsNew() {
        const DeviceMemory memory(file(), *m_gateway);

        QVERIFY(memory.isNew());
        QVERIFY(memory.remembered().empty());
    }

    void changesAreStoredAndReadBack() {
        DeviceMemory memory(file(), *m_gateway);
        memory.follow([](const std::string&) { return false; });

        const DeviceId left = add("sim:left?rate=5&scale=a%20b:2");
        add("sim:right");
        QTRY_COMPARE(specsOf(memory.remembered()),
                     QStringLiteral("sim:left?rate=5&scale=a%20b:2 sim:right"));
        m_gateway->removeDevice(left);

        QTRY_COMPARE(specsOf(memory.remembered()), QStringLiteral("sim:right"));
    }

    void theLastChangeIsStoredAtTheEnd() {
        {
            DeviceMemory memory(file(), *m_gateway);
            memory.follow([](const std::string&) { return false; });
            add("sim:late");
        }

        QCOMPARE(specsOf(DeviceMemory(file(), *m_gateway).remembered()),
                 QStringLiteral("sim:late"));
    }

    void passingDevicesAreNotRemembered() {
        DeviceMemory memory(file(), *m_gateway);
        memory.follow([](const std::string& id) { return id == "guest"; });

        add("sim:guest");
        add("sim:own");

        QTRY_COMPARE(specsOf(memory.remembered()), QStringLiteral("sim:own"));
    }

    void aWindowWithoutDevicesStaysEmpty() {
        DeviceMemory memory(file(), *m_gateway);
        memory.follow([](const std::string&) { return false; });

        m_gateway->removeDevice(add("sim:x"));

        QTRY_VERIFY(!memory.isNew());
        QVERIFY(memory.remembered().empty());
    }

    void theListOfAnEarlierVersionIsMovedOnce() {
        QSettings settings(m_dir->filePath(QStringLiteral("old.ini")), QSettings::IniFormat);
        settings.setValue(QStringLiteral("devices"),
                          QStringList{QStringLiteral("sim:a?rate=5"), QStringLiteral("seral:x"),
                                      QStringLiteral("sim:b")});
        const LogLines log;
        const DeviceMemory memory(file(), *m_gateway);

        memory.migrate(settings);

        QCOMPARE(specsOf(memory.remembered()), QStringLiteral("sim:a?rate=5 sim:b"));
        QVERIFY(log.contain(QStringLiteral("seral:x")));
        QVERIFY(!settings.contains(QStringLiteral("devices")));
    }

    void aMemoryThatIsThereIsNotOverwrittenByAnEarlierList() {
        QSettings settings(m_dir->filePath(QStringLiteral("old.ini")), QSettings::IniFormat);
        settings.setValue(QStringLiteral("devices"), QStringList{QStringLiteral("sim:old")});
        write("[device new]\nbus = sim:new\n");
        const DeviceMemory memory(file(), *m_gateway);

        memory.migrate(settings);

        QCOMPARE(specsOf(memory.remembered()), QStringLiteral("sim:new"));
    }

    void aFileWithMistakesGivesTheRestAndIsKeptBeside() {
        write("[device a]\nbus = sim:a\n[device b]\nbus = sim:b\nraet = 1\n");
        const LogLines log;

        const auto devices = DeviceMemory(file(), *m_gateway).remembered();

        QCOMPARE(specsOf(devices), QStringLiteral("sim:a"));
        QVERIFY(log.contain(QStringLiteral(":5: [device b] raet: unknown key")));
        QVERIFY(QFile::exists(file() + QStringLiteral(".broken")));
    }

    void aPlaceThatCannotBeWrittenIsLogged() {
        const LogLines log;
        {
            DeviceMemory memory(QStringLiteral("/proc/no/such/devices.ini"), *m_gateway);
            memory.follow([](const std::string&) { return false; });
            add("sim:x");
        }

        QVERIFY(log.contain(QStringLiteral("/proc/no/such/devices.ini cannot be written")));
    }

private:
    DeviceId add(const char* spec) {
        return m_gateway->addDevice(parseDeviceSpec(spec).value()).value();
    }
    [[nodiscard]] QString file() const { return m_dir->filePath(QStringLiteral("devices.ini")); }
    void write(const QByteArray& text) const {
        QFile out(file());
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(text), text.size());
    }

    std::optional<QTemporaryDir> m_dir;
    std::unique_ptr<GatewayCore> m_gateway;
};

QTEST_GUILESS_MAIN(DeviceMemoryTest)
#include "device_memory_test.moc"
