// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

#include "panels/health_panel.h"
#include "panels/health_row.h"
#include "snapshot_samples.h"
#include "theme/theme.h"
#include "window/listener_action.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::samples;

namespace {

/// A listener that is on or off.
struct FakeListener {
    ListenerCommands commands() {
        return {[this](const QString& place) -> engine::Result<void> {
                    if (refusal) return *refusal;
                    snapshot.emplace();
                    snapshot->address = "http://" + place.toStdString();
                    return {};
                },
                [this] { snapshot.reset(); }, [this] { return snapshot; },
                QStringLiteral("127.0.0.1:8080")};
    }
    std::optional<engine::ListenerSnapshot> snapshot;
    std::optional<engine::Error> refusal;
};

template <typename Widget>
Widget* part(const QWidget& window, const char* name) {
    return window.findChild<Widget*>(QLatin1String(name));
}

}  // namespace

class TestListener : public QObject {
    Q_OBJECT

private slots:
    void withoutCommandsTheActionIsDisabled();
    void theDialogTurnsTheListenerOnAndOff();
    void aRefusalStandsInTheDialog();
    void theHealthPanelShowsTheListener();
};

void TestListener::withoutCommandsTheActionIsDisabled() {
    QWidget window;
    const ListenerAction action({}, &window);

    QVERIFY(!action.open.isEnabled());
    QVERIFY(!action.snapshot());
}

void TestListener::theDialogTurnsTheListenerOnAndOff() {
    QWidget window;
    FakeListener listener;
    ListenerAction action(listener.commands(), &window);
    const QSignalSpy done(&action, &ListenerAction::done);
    action.open.trigger();
    auto* toggle = part<QPushButton>(window, "listenerToggle");
    QVERIFY(toggle);
    part<QLineEdit>(window, "listenerPlace")->setText(QStringLiteral("127.0.0.1:9000"));

    toggle->click();

    QVERIFY(part<QLabel>(window, "listenerState")
                ->text()
                .contains(QLatin1String("http://127.0.0.1:9000")));
    QVERIFY(!part<QLineEdit>(window, "listenerPlace")->isEnabled());
    toggle->click();
    QVERIFY(!listener.snapshot);
    QVERIFY(part<QLineEdit>(window, "listenerPlace")->isEnabled());
    QCOMPARE(done.size(), 2);
}

void TestListener::aRefusalStandsInTheDialog() {
    QWidget window;
    FakeListener listener;
    listener.refusal = engine::Error{engine::ErrorCode::PortBusy, "The port is taken."};
    ListenerAction action(listener.commands(), &window);
    action.open.trigger();

    part<QPushButton>(window, "listenerToggle")->click();

    QCOMPARE(part<QLabel>(window, "listenerState")->text(), QStringLiteral("The port is taken."));
}

void TestListener::theHealthPanelShowsTheListener() {
    const Theme theme(ThemeKind::Dark);
    HealthPanel panel(theme);
    const auto rowSays = [&panel](const char* text) {
        const auto rows = panel.findChildren<HealthRow*>();
        return std::any_of(rows.begin(), rows.end(), [text](const HealthRow* row) {
            return row->accessibleName().startsWith(QLatin1String("REST")) &&
                   row->accessibleName().contains(QLatin1String(text));
        });
    };
    engine::ListenerSnapshot listener;
    listener.address = "http://127.0.0.1:8080";
    listener.clients = 3;
    listener.requests = 40;
    listener.refused = 7;

    panel.display(snapshotOf({}));
    panel.displayListener(std::nullopt);
    QVERIFY(rowSays("off"));
    panel.displayListener(listener);

    QVERIFY(rowSays("3 clients"));
    QVERIFY(rowSays("40 requests/s"));
    QVERIFY(rowSays("7 refused"));
    QVERIFY(rowSays("127.0.0.1:8080"));
}

QTEST_MAIN(TestListener)
#include "test_listener.moc"
