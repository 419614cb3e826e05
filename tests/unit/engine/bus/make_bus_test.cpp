// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/make_bus.h"

#include <set>

#include <QSerialPortInfo>
#include <QTest>

#include "recording_listener.h"
#include "telemetryhub/engine/bus/serial_ports.h"

namespace telemetryhub::engine {

class MakeBusTest : public QObject {
    Q_OBJECT

private slots:
    void eachKindOfSettingsMakesItsBusClosed() {
        SerialSettings serial;
        serial.path = "/dev/serial/by-id/usb-rig";
        ReplaySettings replay;
        replay.path = "logs/trip.nmea";
        RecordingListener listener;
        const ManualClock clock;
        BusParts parts(clock);

        const auto serialBus = makeBus(serial, listener, parts);
        const auto simulatedBus = makeBus(SimulatedSettings{}, listener, parts);
        const auto replayBus = makeBus(replay, listener, parts);
        const auto tcpBus = makeBus(TcpSettings{"::1", 4000}, listener, parts);
        const auto udpBus = makeBus(UdpSettings{5000, {}, {}, {}}, listener, parts);

        QCOMPARE(serialBus->description(), std::string("usb-rig"));
        QCOMPARE(simulatedBus->description(), std::string("simulated"));
        QCOMPARE(replayBus->description(), std::string("trip.nmea"));
        QCOMPARE(tcpBus->description(), std::string("[::1]:4000"));
        QCOMPARE(udpBus->description(), std::string("UDP 5000"));
        for (Bus* bus :
             {serialBus.get(), simulatedBus.get(), replayBus.get(), tcpBus.get(), udpBus.get()}) {
            QVERIFY(!bus->isOpen());
            bus->setPaused(true);
            bus->setPaused(false);
            bus->close();
        }
    }

    void everyPortOfTheMachineIsListedOnce() {
        std::set<std::string> expected;
        for (const QSerialPortInfo& info : QSerialPortInfo::availablePorts())
            expected.insert(info.systemLocation().toStdString());

        std::set<std::string> listed;
        const auto ports = serialPorts();
        for (const SerialPort& port : ports)
            listed.insert(port.path);

        QVERIFY(listed == expected);
        QCOMPARE(ports.size(), expected.size());
    }
};

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::MakeBusTest)
#include "make_bus_test.moc"
