// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>

#include "console/console_filter.h"
#include "console/console_model.h"
#include "support/patient_qtest.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using engine::Direction;
using engine::TrafficPiece;

namespace {

TrafficPiece piece(const std::string& bytes, Direction direction = Direction::Received) {
    return {0, {}, direction, {}, bytes};
}

std::string lines(std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i)
        all += std::to_string(i) + "\n";
    return all;
}

}  // namespace

class TestConsoleModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aRowGoesOnInTheNextUpdate();
    void damageIsFoundInTheUpdateBefore();
    void tooManyRowsAreThinnedAndSaid();
    void whatWasSentIsNeverThinned();
    void theOldestRowsAreForgottenAndCounted();
    void whilePausedRowsWaitAndAreCounted();
    void aPausedLineGoesOn();
    void anotherFormCutsAnew();
    void theFilterTakesADirection();
    void theFilterTakesWhatIsSought();

private:
    std::unique_ptr<ConsoleModel> m_model;
};

void TestConsoleModel::init() {
    m_model = std::make_unique<ConsoleModel>();
    new QAbstractItemModelTester(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_model.get());
}

void TestConsoleModel::aRowGoesOnInTheNextUpdate() {
    m_model->add({piece("1,")});
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);

    m_model->add({piece("2\n3\n")});

    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->row(0).bytes, std::string("1,2\n"));
    QCOMPARE(changed.size(), 1);
}

void TestConsoleModel::damageIsFoundInTheUpdateBefore() {
    m_model->add({piece("$A*00\n")});
    TrafficPiece damage = piece("$A*00");
    damage.damage = engine::DiscardReason::Checksum;

    m_model->add({damage});

    QCOMPARE(m_model->rowCount(), 1);
    QVERIFY(m_model->row(0).damage.has_value());
}

void TestConsoleModel::tooManyRowsAreThinnedAndSaid() {
    m_model->add({piece(lines(40 * ConsoleModel::kMaxNewRows))});

    QCOMPARE(m_model->thinnedBy(), std::size_t{40});
    QCOMPARE(m_model->rowCount(), static_cast<int>(ConsoleModel::kMaxNewRows));
    m_model->add({piece("one\n")});
    QCOMPARE(m_model->thinnedBy(), std::size_t{1});
}

void TestConsoleModel::whatWasSentIsNeverThinned() {
    m_model->add({piece(lines(1001)), piece("OUT 1\n", Direction::Sent), piece(lines(1001))});

    int sent = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        sent += m_model->row(row).direction == Direction::Sent ? 1 : 0;
    QVERIFY(m_model->thinnedBy() > 1);
    QCOMPARE(sent, 1);
}

void TestConsoleModel::theOldestRowsAreForgottenAndCounted() {
    // Without the tester, which looks at every row each time.
    ConsoleModel model;
    constexpr std::size_t kUpdates = ConsoleModel::kMaxRows / ConsoleModel::kMaxNewRows + 1;
    for (std::size_t i = 0; i < kUpdates; ++i)
        model.add({piece(lines(ConsoleModel::kMaxNewRows))});

    QVERIFY(model.rowCount() <= static_cast<int>(ConsoleModel::kMaxRows));
    QCOMPARE(model.forgottenCount() + static_cast<std::uint64_t>(model.rowCount()),
             std::uint64_t{kUpdates * ConsoleModel::kMaxNewRows});
}

void TestConsoleModel::whilePausedRowsWaitAndAreCounted() {
    m_model->add({piece("a\n")});
    m_model->setPaused(true);

    m_model->add({piece("b\nc\n")});

    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->waitingCount(), std::size_t{2});
    m_model->setPaused(false);
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(m_model->waitingCount(), std::size_t{0});
}

void TestConsoleModel::aPausedLineGoesOn() {
    m_model->setPaused(true);
    m_model->add({piece("1,")});
    m_model->add({piece("2\n")});

    m_model->setPaused(false);

    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->row(0).bytes, std::string("1,2\n"));
}

void TestConsoleModel::anotherFormCutsAnew() {
    m_model->add({piece("0123456789\n")});

    m_model->setForm(ConsoleForm::Hex, 8);
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->index(1, ConsoleModel::Hex).data().toString(), QStringLiteral("38 39 0A"));
    m_model->setForm(ConsoleForm::Text, 8);

    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->index(0, ConsoleModel::Text).data().toString(),
             QStringLiteral("0123456789\\n"));
}

void TestConsoleModel::theFilterTakesADirection() {
    ConsoleFilter filter;
    filter.setSourceModel(m_model.get());
    m_model->add({piece("a\n"), piece("b\n", Direction::Sent)});

    filter.setWays(ConsoleWays::Sent);
    QCOMPARE(filter.rowCount(), 1);
    QCOMPARE(filter.rowAt(0).bytes, std::string("b\n"));
    filter.setWays(ConsoleWays::Received);

    QCOMPARE(filter.rowAt(0).bytes, std::string("a\n"));
}

void TestConsoleModel::theFilterTakesWhatIsSought() {
    ConsoleFilter filter;
    filter.setSourceModel(m_model.get());
    m_model->add({piece("alpha\nbeta\n")});

    filter.setNeedle(ConsoleNeedle::of(QStringLiteral("BET"), ConsoleForm::Text));
    m_model->add({piece("better\ngamma\n")});

    QCOMPARE(filter.rowCount(), 2);
}

QTEST_APPLESS_MAIN(TestConsoleModel)
#include "test_console_model.moc"
