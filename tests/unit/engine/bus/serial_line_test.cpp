// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "bus/serial_port_setup.h"
#include "serial_bus_fixture.h"

using namespace telemetryhub::engine;

namespace {

/// A driver with everything that a pseudo terminal lacks.
struct ScriptedLine final : SerialLineControl {
    std::optional<LineCounts> counts(int) override { return counted; }
    std::optional<bool> lowLatency(int) override { return flag; }
    Result<void> setLowLatency(int, bool on) override {
        if (!refusal.empty()) return Error{ErrorCode::NotAvailable, refusal};
        flag = on;
        return {};
    }
    std::optional<int> latencyTimerMs(const std::string&) override { return timer; }
    Result<void> setLatencyTimer(const std::string&, int ms) override {
        if (!timerRefusal.empty()) return Error{ErrorCode::NotAvailable, timerRefusal};
        timer = ms;
        return {};
    }

    std::optional<LineCounts> counted;
    std::optional<bool> flag;
    std::optional<int> timer;
    std::string refusal;
    std::string timerRefusal;
};

LineCounts overruns(std::uint64_t count) {
    LineCounts counts;
    counts.lost[LineLoss::Overrun] = count;
    return counts;
}

}  // namespace

class SerialLineTest : public SerialBusFixture {
    Q_OBJECT

private slots:
    void init();
    void whatTheDriverCountedSinceTheOpeningIsTold();
    void aCounterThatRunsOverGoesOn();
    void aPseudoTerminalTellsNothing();
    void aClosedPortTellsNothing();
    void thePortIsMadeQuickAndLeftAsItWas();
    void anAdapterGathersForAMillisecondAndIsLeftAsItWas();
    void whatWasQuickBeforeStaysSo();
    void offLeavesTheDriverAlone();
    void onWarnsWhereTheDriverCannot_data();
    void onWarnsWhereTheDriverCannot();
    void autoSaysNothingWhereTheDriverCannot();
    void everySettingReachesThePort_data();
    void everySettingReachesThePort();

private:
    [[nodiscard]] SerialSettings wanted(LowLatency mode) const {
        SerialSettings settings = port(m_pty->slavePath());
        settings.lowLatency = mode;
        return settings;
    }
    ScriptedLine* m_line = nullptr;
};

void SerialLineTest::init() {
    renew();
    auto line = std::make_unique<ScriptedLine>();
    m_line = line.get();
    m_parts.lines = std::move(line);
}

void SerialLineTest::whatTheDriverCountedSinceTheOpeningIsTold() {
    m_line->counted = overruns(40);
    SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
    QVERIFY(bus.open());
    QCOMPARE(bus.lineCounts(), std::optional(LineCounts{}));

    m_line->counted = overruns(43);
    m_line->counted->lost[LineLoss::Framing] = 2;
    m_line->counted->lost[LineLoss::Parity] = 1;
    m_line->counted->lost[LineLoss::BufferOverrun] = 5;
    m_line->counted->breaks = 4;

    const auto told = bus.lineCounts();
    QVERIFY(told.has_value());
    QCOMPARE(told->lost[LineLoss::Overrun], std::uint64_t{3});
    QCOMPARE(told->lost[LineLoss::Framing], std::uint64_t{2});
    QCOMPARE(told->lost[LineLoss::Parity], std::uint64_t{1});
    QCOMPARE(told->lost[LineLoss::BufferOverrun], std::uint64_t{5});
    QCOMPARE(told->breaks, std::uint64_t{4});
}

void SerialLineTest::aCounterThatRunsOverGoesOn() {
    const LineCounts grown = countedSince(overruns(0xFFFF'FFFE), overruns(3));

    QCOMPARE(grown.lost[LineLoss::Overrun], std::uint64_t{5});
}

void SerialLineTest::aPseudoTerminalTellsNothing() {
    m_parts.lines = systemLineControl();
    SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
    QVERIFY(bus.open());

    QVERIFY(!bus.lineCounts());
}

void SerialLineTest::aClosedPortTellsNothing() {
    m_line->counted = overruns(1);
    SerialBus bus(port(m_pty->slavePath()), m_listener, m_parts);
    QVERIFY(!bus.lineCounts());
    QVERIFY(bus.open());
    bus.close();

    QVERIFY(!bus.lineCounts());
}

void SerialLineTest::thePortIsMadeQuickAndLeftAsItWas() {
    m_line->flag = false;
    SerialBus bus(wanted(LowLatency::Auto), m_listener, m_parts);

    QVERIFY(bus.open());
    QCOMPARE(m_line->flag, std::optional(true));
    bus.close();

    QCOMPARE(m_line->flag, std::optional(false));
}

void SerialLineTest::anAdapterGathersForAMillisecondAndIsLeftAsItWas() {
    m_line->timer = 16;
    SerialBus bus(wanted(LowLatency::On), m_listener, m_parts);

    QVERIFY(bus.open());
    QCOMPARE(m_line->timer, std::optional(1));
    bus.close();

    QCOMPARE(m_line->timer, std::optional(16));
}

void SerialLineTest::whatWasQuickBeforeStaysSo() {
    m_line->flag = true;
    m_line->timer = 1;
    SerialBus bus(wanted(LowLatency::Auto), m_listener, m_parts);

    QVERIFY(bus.open());
    bus.close();

    QCOMPARE(m_line->flag, std::optional(true));
    QCOMPARE(m_line->timer, std::optional(1));
}

void SerialLineTest::offLeavesTheDriverAlone() {
    m_line->flag = false;
    m_line->timer = 16;
    SerialBus bus(wanted(LowLatency::Off), m_listener, m_parts);

    QVERIFY(bus.open());

    QCOMPARE(m_line->flag, std::optional(false));
    QCOMPARE(m_line->timer, std::optional(16));
}

void SerialLineTest::onWarnsWhereTheDriverCannot_data() {
    QTest::addColumn<bool>("hasFlag");
    QTest::addColumn<bool>("hasTimer");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no such mode") << false << false << QByteArray("no such mode");
    QTest::newRow("refused") << true << false << QByteArray("not permitted");
    QTest::newRow("timer refused") << false << true << QByteArray("read-only");
}

void SerialLineTest::onWarnsWhereTheDriverCannot() {
    QFETCH(bool, hasFlag);
    QFETCH(bool, hasTimer);
    QFETCH(QByteArray, says);
    if (hasFlag) m_line->flag = false;
    if (hasTimer) m_line->timer = 16;
    m_line->refusal = "not permitted";
    m_line->timerRefusal = "read-only";
    SerialBus bus(wanted(LowLatency::On), m_listener, m_parts);

    QVERIFY(bus.open());
    QVERIFY(m_listener.warnings.empty());

    QTRY_COMPARE(m_listener.warnings.size(), std::size_t{1});
    QCOMPARE(m_listener.warnings[0].code, ErrorCode::NotAvailable);
    QVERIFY2(m_listener.warnings[0].detail.find(says.toStdString()) != std::string::npos,
             m_listener.warnings[0].detail.c_str());
}

void SerialLineTest::autoSaysNothingWhereTheDriverCannot() {
    SerialBus bus(wanted(LowLatency::Auto), m_listener, m_parts);

    QVERIFY(bus.open());
    feed("ready\n");
    QTRY_VERIFY(!m_listener.bytes.empty());

    QVERIFY(m_listener.warnings.empty());
}

void SerialLineTest::everySettingReachesThePort_data() {
    QTest::addColumn<int>("parity");
    QTest::addColumn<int>("qtParity");
    QTest::addColumn<int>("flow");
    QTest::addColumn<int>("qtFlow");
    QTest::addColumn<int>("stop");
    QTest::addColumn<int>("qtStop");
    QTest::addColumn<int>("data");
    QTest::newRow("none") << int(Parity::None) << int(QSerialPort::NoParity)
                          << int(FlowControl::None) << int(QSerialPort::NoFlowControl)
                          << int(StopBits::One) << int(QSerialPort::OneStop) << 8;
    QTest::newRow("even") << int(Parity::Even) << int(QSerialPort::EvenParity)
                          << int(FlowControl::Hardware) << int(QSerialPort::HardwareControl)
                          << int(StopBits::Two) << int(QSerialPort::TwoStop) << 7;
    QTest::newRow("odd") << int(Parity::Odd) << int(QSerialPort::OddParity)
                         << int(FlowControl::Software) << int(QSerialPort::SoftwareControl)
                         << int(StopBits::OneAndHalf) << int(QSerialPort::TwoStop) << 5;
    QTest::newRow("mark") << int(Parity::Mark) << int(QSerialPort::MarkParity)
                          << int(FlowControl::None) << int(QSerialPort::NoFlowControl)
                          << int(StopBits::One) << int(QSerialPort::OneStop) << 6;
    QTest::newRow("space") << int(Parity::Space) << int(QSerialPort::SpaceParity)
                           << int(FlowControl::None) << int(QSerialPort::NoFlowControl)
                           << int(StopBits::One) << int(QSerialPort::OneStop) << 7;
}

// A pseudo terminal has no parity, but a port that is not open knows what was set.
void SerialLineTest::everySettingReachesThePort() {
    QFETCH(int, parity);
    QFETCH(int, qtParity);
    QFETCH(int, flow);
    QFETCH(int, qtFlow);
    QFETCH(int, stop);
    QFETCH(int, qtStop);
    QFETCH(int, data);
    SerialSettings settings = port("/dev/ttyRIG");
    settings.baud = 4800;
    settings.dataBits = data;
    settings.parity = Parity(parity);
    settings.stopBits = StopBits(stop);
    settings.flow = FlowControl(flow);
    QSerialPort serial;

    applySerialSettings(settings, "/dev/ttyRIG", serial);

    QCOMPARE(serial.portName(), QStringLiteral("ttyRIG"));
    QCOMPARE(serial.baudRate(), 4800);
    QCOMPARE(int(serial.dataBits()), data);
    QCOMPARE(int(serial.parity()), qtParity);
    QCOMPARE(int(serial.stopBits()), qtStop);
    QCOMPARE(int(serial.flowControl()), qtFlow);
}

QTEST_GUILESS_MAIN(SerialLineTest)
#include "serial_line_test.moc"
