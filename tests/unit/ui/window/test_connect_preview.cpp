// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTimer>
#include <QTreeWidget>

#include "connect/preview_panel.h"
#include "connect/rate_search.h"
#include "connect/raw_bytes_view.h"
#include "connect_samples.h"
#include "support/patient_qtest.h"
#include "support/pty_pair.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::samples;

namespace {

engine::DeviceSettings serialAt(const std::string& path, const std::string& more = {}) {
    return engine::parseDeviceSpec("serial:" + path + "?baud=9600&id=x" + more).value();
}

/// Sends a line every few milliseconds, as a device does.
class Chatter {
public:
    Chatter(test::PtyPair& pty, std::function<std::string(int)> line) {
        m_timer.setInterval(5);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer,
                         [this, &pty, line = std::move(line)] { pty.write(line(m_number++)); });
        m_timer.start();
    }

private:
    QTimer m_timer;
    int m_number = 0;
};

std::string csvLine(int number) {
    return std::to_string(number) + "," + std::to_string(number * 2) + ".5\n";
}

std::string noise(int number) {
    std::string bytes;
    for (int i = 0; i < 16; ++i)
        bytes += static_cast<char>(0x80 | ((number * 31 + i * 57) & 0x7F));
    return bytes;
}

engine::ReadTime timeAtSecond(std::int64_t second) {
    return {second * 1'000'000'000, (1'700'000'000 + second) * 1'000'000'000};
}

QString plain(QString text) {
    return text.replace(QChar(0x202F), QLatin1Char(' '));
}

}  // namespace

class TestConnectPreview : public QObject {
    Q_OBJECT

private slots:
    void init();
    void theBytesAndChannelsOfAPortAreSeen();
    void nothingIsSentNotEvenWhatTheProfileRepeats();
    void theAccountCloses();
    void closingLetsGoOfThePort();
    void aPortThatIsNotThereSaysSo();
    void aSilentPortSaysThatNothingArrives();
    void unreadableBytesSpeakOfTheBaudRate();
    void textWithoutNumbersSaysSo();
    void forbiddenPortsOfferTheCommand();
    void theSearchStopsAtARateThatMakesSense();
    void theSearchFindsNothingInNoise();
    void theSearchCanBeStopped();
    void bytesStandInLinesWithTheirTimes();
    void theDialogOpensNothingThatIsOnlyTyped();
    void theDeviceTakesOverFromThePreview();
    void anEditedDeviceKeepsWhatHasNoField();
    void aDuplicateHasAFreeName();

private:
    std::unique_ptr<Theme> m_theme;
};

void TestConnectPreview::init() {
    m_theme = std::make_unique<Theme>(ThemeKind::Dark);
}

void TestConnectPreview::theBytesAndChannelsOfAPortAreSeen() {
    test::PtyPair pty;
    const Chatter chatter(pty, csvLine);
    PreviewPanel panel(*m_theme, nullptr);
    panel.resize(800, 400);
    panel.show();
    QSignalSpy sight(&panel, &PreviewPanel::sightChanged);

    panel.open(serialAt(pty.slavePath()));

    QTRY_VERIFY(panel.sawSamples());
    QTRY_COMPARE(panel.channels()->topLevelItemCount(), 2);
    const QString before = panel.channels()->topLevelItem(0)->text(1);
    QTRY_VERIFY(panel.channels()->topLevelItem(0)->text(1) != before);
    QVERIFY(panel.causeTitle().isEmpty());
    QVERIFY(sight.count() >= 2);
    QVERIFY(!panel.grab().isNull());
}

void TestConnectPreview::nothingIsSentNotEvenWhatTheProfileRepeats() {
    test::PtyPair pty;
    const Chatter chatter(pty, csvLine);
    auto settings = serialAt(pty.slavePath());
    settings.commands = {{"poll", "POLL\n", false, std::chrono::milliseconds(5)}};
    settings.safeCommand = "OFF\n";
    {
        const PreviewFeed feed(settings);
        QTRY_VERIFY(feed.snapshot().device.ledger.samplesIn > 50);
    }

    QCOMPARE(pty.read(), std::string());
}

void TestConnectPreview::theAccountCloses() {
    test::PtyPair pty;
    const PreviewFeed feed(serialAt(pty.slavePath()));
    QTRY_COMPARE(feed.snapshot().device.state, engine::DeviceState::Measuring);
    for (int i = 0; i < 40; ++i)
        pty.write(csvLine(i));
    pty.write("7,8");

    QTRY_VERIFY(feed.snapshot().device.ledger.bytesDecoded > 100);
    const PreviewSnapshot seen = feed.snapshot();
    QVERIFY(seen.device.ledger.closes());
    const engine::Ledger& ledger = seen.device.ledger;
    QCOMPARE(plain(previewAccount(seen)),
             QStringLiteral("read %1 B = decoded %2 + discarded %3 + pending %4")
                 .arg(ledger.bytesRead)
                 .arg(ledger.bytesDecoded)
                 .arg(ledger.bytesDiscarded.total())
                 .arg(ledger.bytesPending));
}

void TestConnectPreview::closingLetsGoOfThePort() {
    test::PtyPair pty;
    auto first = std::make_unique<PreviewFeed>(serialAt(pty.slavePath()));
    QTRY_COMPARE(first->snapshot().device.state, engine::DeviceState::Measuring);
    first.reset();

    const PreviewFeed second(serialAt(pty.slavePath()));

    QTRY_COMPARE(second.snapshot().device.state, engine::DeviceState::Measuring);
}

void TestConnectPreview::aPortThatIsNotThereSaysSo() {
    PreviewPanel panel(*m_theme, nullptr);
    panel.show();

    panel.open(serialAt("/dev/there-is-no-such-port"));

    QTRY_COMPARE(panel.causeTitle(), QStringLiteral("Nothing is there"));
}

void TestConnectPreview::aSilentPortSaysThatNothingArrives() {
    PreviewSnapshot seen;
    seen.device.settings = serialAt("/dev/ttyUSB0");
    seen.device.state = engine::DeviceState::Measuring;
    seen.start = timeAtSecond(0);
    seen.now = timeAtSecond(1);
    QVERIFY(previewCause(seen).title.isEmpty());

    seen.now = timeAtSecond(3);
    QCOMPARE(previewCause(seen).title, QStringLiteral("Nothing arrives"));
    QCOMPARE(previewChecks(seen)[0].answer, PreviewCheck::Answer::Yes);
    QCOMPARE(previewChecks(seen)[1].answer, PreviewCheck::Answer::No);
    std::get<engine::SerialSettings>(seen.device.settings.bus).flow = engine::FlowControl::Hardware;

    QVERIFY(previewCause(seen).text.contains(QStringLiteral("without flow control")));
}

void TestConnectPreview::unreadableBytesSpeakOfTheBaudRate() {
    test::PtyPair pty;
    const Chatter chatter(pty, noise);
    PreviewPanel panel(*m_theme, nullptr);
    panel.show();
    QSignalSpy chosen(&panel, &PreviewPanel::rateChosen);

    panel.open(serialAt(pty.slavePath()));

    QTRY_COMPARE(panel.causeTitle(), QStringLiteral("The baud rate is probably wrong"));
    for (auto* button : panel.findChildren<QPushButton*>())
        if (plain(button->accessibleName()) == QStringLiteral("Use 115 200")) button->click();
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toInt(), 115200);
}

void TestConnectPreview::textWithoutNumbersSaysSo() {
    PreviewSnapshot seen;
    seen.device.settings = serialAt("/dev/ttyUSB0");
    seen.device.state = engine::DeviceState::Measuring;
    seen.start = timeAtSecond(0);
    seen.now = timeAtSecond(3);
    seen.device.ledger.bytesRead = 100;
    seen.tail = "hello world\r\nready\r\n";
    QCOMPARE(previewCause(seen).title, QStringLiteral("Text without numbers"));

    seen.tail = "temp is 12 and no more\r\n";

    QCOMPARE(previewCause(seen).title, QStringLiteral("No format fits so far"));
    QVERIFY(!previewCause(seen).ratesHelp);
}

void TestConnectPreview::forbiddenPortsOfferTheCommand() {
    const PreviewCause cause =
        openingCause({engine::ErrorCode::PortForbidden, "You may not open ttyUSB0."});

    QCOMPARE(cause.remedy, PreviewCause::Remedy::CopyCommand);
    QVERIFY(cause.command.contains(QStringLiteral("dialout")));
    QCOMPARE(openingCause({engine::ErrorCode::PortBusy, "x"}).remedy, PreviewCause::Remedy::TryNow);
}

void TestConnectPreview::theSearchStopsAtARateThatMakesSense() {
    test::PtyPair pty;
    const Chatter chatter(pty, csvLine);
    RateSearch search(serialAt(pty.slavePath()), 400);
    QSignalSpy finished(&search, &RateSearch::finished);

    search.start();

    // A pseudo terminal reads the same at every rate.
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
    QCOMPARE(finished[0][0].toInt(), RateSearch::rates().front());
    QCOMPARE(search.trials().size(), std::size_t{1});
}

void TestConnectPreview::theSearchFindsNothingInNoise() {
    test::PtyPair pty;
    const Chatter chatter(pty, noise);
    RateSearch search(serialAt(pty.slavePath()), 40);
    QSignalSpy finished(&search, &RateSearch::finished);
    QSignalSpy trying(&search, &RateSearch::trying);

    search.start();

    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
    QCOMPARE(finished[0][0].toInt(), 0);
    QCOMPARE(trying.count(), static_cast<int>(RateSearch::rates().size()));
}

void TestConnectPreview::theSearchCanBeStopped() {
    test::PtyPair pty;
    auto search = std::make_unique<RateSearch>(serialAt(pty.slavePath()), 60'000);
    search->start();

    search.reset();

    const PreviewFeed feed(serialAt(pty.slavePath()));
    QTRY_COMPARE(feed.snapshot().device.state, engine::DeviceState::Measuring);
}

void TestConnectPreview::bytesStandInLinesWithTheirTimes() {
    std::vector<PreviewChunk> chunks;
    chunks.push_back({1, {0, 37'902'000'000}, "ab\ncd"});
    chunks.push_back({2, {0, 37'909'000'000}, std::string("\x01z", 2)});

    const auto lines = RawBytesView::linesOf(chunks, 4, 10);

    QCOMPARE(lines.size(), std::size_t{3});
    QVERIFY(lines[0].time.endsWith(QStringLiteral("37.902")));
    QCOMPARE(lines[0].hex, QStringLiteral("61 62 0A 63"));
    QCOMPARE(lines[0].text, QStringLiteral("ab\u21B5c"));
    QVERIFY(lines[1].time.isEmpty());
    QCOMPARE(lines[2].text, QStringLiteral("\u00B7z"));
    QCOMPARE(RawBytesView::linesOf(chunks, 4, 1).front().text, QStringLiteral("\u00B7z"));
}

void TestConnectPreview::theDialogOpensNothingThatIsOnlyTyped() {
    test::PtyPair pty;
    const Chatter chatter(pty, csvLine);
    auto gateway = std::move(engine::GatewayCore::create({}).value());
    ConnectDialog dialog(*gateway, *m_theme, nullptr, noPorts);
    dialog.show();
    dialog.sources()->choose(SourceList::Kind::OtherPort);

    field<QLineEdit>(dialog, QStringLiteral("Port"))
        ->setText(QString::fromStdString(pty.slavePath()));

    QTRY_VERIFY(dialog.preview()->isOffered());
    QVERIFY(!dialog.preview()->isOpen());
    field<QPushButton>(dialog, QStringLiteral("Start the preview"))->click();
    QTRY_VERIFY(dialog.preview()->sawSamples());
}

void TestConnectPreview::theDeviceTakesOverFromThePreview() {
    test::PtyPair pty;
    const Chatter chatter(pty, csvLine);
    auto gateway = std::move(engine::GatewayCore::create({}).value());
    ConnectDialog dialog(*gateway, *m_theme, nullptr, noPorts);
    dialog.show();
    dialog.sources()->choose(SourceList::Kind::OtherPort);
    field<QLineEdit>(dialog, QStringLiteral("Port"))
        ->setText(QString::fromStdString(pty.slavePath()));
    QTRY_VERIFY(dialog.preview()->isOffered());
    field<QPushButton>(dialog, QStringLiteral("Start the preview"))->click();
    QTRY_VERIFY(dialog.preview()->sawSamples());

    dialog.addAndStart();

    QVERIFY(!dialog.preview()->isOpen());
    QTRY_VERIFY(gateway->snapshot()->devices.at(0).ledger.samplesProcessed > 5);
    QCOMPARE(gateway->snapshot()->devices.at(0).consecutiveFaults, 0);
}

void TestConnectPreview::anEditedDeviceKeepsWhatHasNoField() {
    auto gateway = std::move(engine::GatewayCore::create({}).value());
    auto settings = serialAt("/dev/there-is-no-such-port", "&silence_timeout=7s&decode=nmea");
    settings.commands = {{"Hello", "HI\n"}};
    QVERIFY(gateway->addDevice(settings).hasValue());
    const auto snapshot = gateway->snapshot();
    ConnectDialog dialog(*gateway, *m_theme, nullptr, noPorts);
    dialog.edit(snapshot->devices.at(0));
    QVERIFY2(dialog.canAdd(), qPrintable(dialog.problem()));
    QCOMPARE(dialog.windowTitle(), QStringLiteral("Edit x"));

    field<QComboBox>(dialog, QStringLiteral("Baud rate"))->setEditText(QStringLiteral("38400"));
    dialog.add();

    const auto after = gateway->snapshot();
    QCOMPARE(after->devices.size(), std::size_t{1});
    auto expected = settings;
    std::get<engine::SerialSettings>(expected.bus).baud = 38400;
    QVERIFY(after->devices[0].settings == expected);
    QCOMPARE(after->devices[0].state, engine::DeviceState::Idle);
}

void TestConnectPreview::aDuplicateHasAFreeName() {
    auto gateway = std::move(engine::GatewayCore::create({}).value());
    const auto settings = engine::parseDeviceSpec("sim:demo?rate=7&channels=3&id=Pump").value();
    QVERIFY(gateway->addDevice(settings).hasValue());
    ConnectDialog dialog(*gateway, *m_theme, nullptr, noPorts);

    dialog.duplicate(settings);
    dialog.add();

    const auto after = gateway->snapshot();
    QCOMPARE(after->devices.size(), std::size_t{2});
    QCOMPARE(after->devices[1].settings.id, std::string("Pump-2"));
    QCOMPARE(std::get<engine::SimulatedSettings>(after->devices[1].settings.bus).channels, 3);
}

QTEST_MAIN(TestConnectPreview)
#include "test_connect_preview.moc"
