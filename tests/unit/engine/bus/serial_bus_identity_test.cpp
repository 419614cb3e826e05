// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include <QTemporaryDir>

#include "serial_bus_fixture.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {

/// Which device a port is opened for again: the one that was first open.
///
/// Links in a folder are the names, pseudo terminals are the devices, and the list of ports says
/// who they are.
class SerialBusIdentityTest : public SerialBusFixture {
    Q_OBJECT

private slots:
    void init() {
        renew();
        m_dir.emplace();
        m_ports.clear();
        m_lists = 0;
        m_parts.listPorts = [this](const std::string&) {
            ++m_lists;
            return m_ports;
        };
    }

    void aDeviceThatComesBackUnderAnotherNameIsFound() {
        const std::string name = path("ttyUSB0");
        m_pty->link(name);
        m_ports = {device(*m_pty, "A5")};
        SerialBus bus(port(name), m_listener, m_parts);
        QVERIFY(bus.open());
        unplug();

        plugIn("ttyUSB1");
        m_ports = {device(*m_pty, "A5")};
        QVERIFY(bus.open());
        m_pty->write("here");

        QTRY_COMPARE(text(m_listener.bytes), QStringLiteral("here"));
        QVERIFY(text(bus.description()).startsWith(QStringLiteral("ttyUSB0 (now ")));
    }

    void aStrangerUnderTheNameIsRefusedAndNotOpened() {
        const std::string name = path("ttyUSB0");
        m_pty->link(name);
        m_ports = {device(*m_pty, "A5")};
        SerialBus bus(port(name), m_listener, m_parts);
        QVERIFY(bus.open());
        unplug();

        plugIn("ttyUSB0");
        m_ports = {device(*m_pty, "B6")};
        const auto opened = bus.open();

        QCOMPARE(opened.error().code, ErrorCode::PortAbsent);
        QVERIFY2(text(opened.error().detail)
                     .startsWith(QStringLiteral("ttyUSB0 is another device now: ")),
                 opened.error().detail.c_str());
        m_pty->write("foreign");
        QTest::qWait(50);
        QVERIFY(m_listener.bytes.empty());
    }

    void theIdentityOutlivesAPauseOfTheDevice() {
        const std::string name = path("ttyUSB0");
        m_pty->link(name);
        m_ports = {device(*m_pty, "A5")};
        SerialBus bus(port(name), m_listener, m_parts);
        QVERIFY(bus.open());
        bus.close();
        m_pty.reset();

        plugIn("ttyUSB0");
        m_ports = {device(*m_pty, "B6")};
        QCOMPARE(bus.open().error().code, ErrorCode::PortAbsent);
        m_ports = {device(*m_pty, "A5")};

        QVERIFY(bus.open());
    }

    void theLinkOfTheDeviceIsWaitedForToo() {
        const std::string name = path("ttyUSB0");
        const std::string byId = path("usb-A5");
        m_pty->link(name);
        m_ports = {device(*m_pty, "A5", byId)};
        SerialBus bus(port(name), m_listener, m_parts);
        QVERIFY(bus.open());
        unplug();
        m_listener.onHint = [this, &bus] {
            m_ports = {device(*m_pty, "A5", path("usb-A5"))};
            QVERIFY(bus.open());
        };

        plugIn("usb-A5");

        QTRY_VERIFY(bus.isOpen());
    }

    void numbersThatAreNotThereYetAreLearntSoonAfter() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());
        m_ports = {device(*m_pty, "A5")};
        QTRY_COMPARE(m_lists, 2);
        bus.close();

        m_ports = {device(*m_pty, "B6")};

        QVERIFY(!bus.open());
    }

    void whatIsNotListedIsNotLookedForAgain() {
        SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
        QVERIFY(bus.open());
        bus.close();
        const int lists = m_lists;
        m_pty.reset();

        QVERIFY(!bus.open());

        QCOMPARE(m_lists, lists);
    }

private:
    [[nodiscard]] std::string path(const char* name) const {
        return m_dir->filePath(QLatin1String(name)).toStdString();
    }

    void unplug() {
        m_pty.reset();
        QTRY_COMPARE(m_listener.failures.size(), std::size_t{1});
    }

    void plugIn(const char* name) {
        m_pty = std::make_unique<PtyPair>();
        m_pty->link(path(name));
    }

    static SerialPort device(const PtyPair& pty, const std::string& serialNumber,
                             const std::string& byId = {}) {
        SerialPort port;
        port.path = pty.slavePath();
        port.description = "rig";
        port.serialNumber = serialNumber;
        port.vendorId = 0x0403;
        port.productId = 0x6001;
        port.byIdPath = byId;
        return port;
    }

    std::optional<QTemporaryDir> m_dir;
    std::vector<SerialPort> m_ports;
    int m_lists = 0;
};

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::SerialBusIdentityTest)
#include "serial_bus_identity_test.moc"
