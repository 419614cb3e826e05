// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QTest>

#include "panels/ledger_model.h"
#include "snapshot_samples.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::samples;

namespace {

QString cell(const LedgerModel& model, int row, LedgerModel::Column column) {
    return model.index(row, column).data().toString().replace(QChar(0x202F), QLatin1Char(' '));
}

}  // namespace

class TestLedgerModel : public QObject {
    Q_OBJECT

private slots:
    void countsAreWholeAndTheLastRowIsTheSum();
    void removedDevicesKeepTheirCounts();
    void anOpenRowIsSaid();
    void theToolTipNamesTheReasons();
    void theSentenceNamesLossesBeforeDiscards();
    void nothingLostNeedsNoSentence();
    void whatWasLostOnTheLineStandsBeforeWhatWasRead();
};

void TestLedgerModel::countsAreWholeAndTheLastRowIsTheSum() {
    LedgerModel model;
    const QAbstractItemModelTester tester(&model);

    model.display(*snapshotOf({measuring(1, "a"), measuring(2, "b")}));

    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(cell(model, 0, LedgerModel::BytesRead), QStringLiteral("1 536 622"));
    QCOMPARE(cell(model, 0, LedgerModel::Discarded), QStringLiteral("414"));
    QCOMPARE(cell(model, 2, LedgerModel::Device), QStringLiteral("All devices"));
    QCOMPARE(cell(model, 2, LedgerModel::BytesRead), QStringLiteral("3 073 244"));
    QVERIFY(model.allClosed());
}

void TestLedgerModel::removedDevicesKeepTheirCounts() {
    LedgerModel model;
    const auto snapshot = snapshotOf({measuring(1, "a")});
    snapshot->removed = measuring(2, "b").ledger;

    model.display(*snapshot);

    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(cell(model, 1, LedgerModel::Device), QStringLiteral("Removed devices"));
    QCOMPARE(cell(model, 1, LedgerModel::BytesRead), QStringLiteral("1 536 622"));
    QCOMPARE(cell(model, 2, LedgerModel::BytesRead), QStringLiteral("3 073 244"));
}

void TestLedgerModel::anOpenRowIsSaid() {
    LedgerModel model;
    auto device = measuring(1, "a");
    device.ledger.bytesDecoded -= 1;

    model.display(*snapshotOf({device}));

    QVERIFY(!model.allClosed());
    QVERIFY(!model.index(0, LedgerModel::Closed).data(LedgerModel::ClosedRole).toBool());
    QVERIFY(ledgerSentence(*snapshotOf({device})).contains(QStringLiteral("does not close")));
}

void TestLedgerModel::theToolTipNamesTheReasons() {
    LedgerModel model;

    model.display(*snapshotOf({measuring(1, "a")}));

    QCOMPARE(model.index(0, LedgerModel::Discarded).data(Qt::ToolTipRole).toString(),
             QStringLiteral("414: wrong checksum"));
}

void TestLedgerModel::theSentenceNamesLossesBeforeDiscards() {
    auto device = measuring(1, "Rig");
    device.ledger.samplesIn += 256;
    device.ledger.samplesDropped[engine::DropReason::Overflow] = 256;

    const QString sentence = ledgerSentence(*snapshotOf({device}));

    QVERIFY(sentence.startsWith(QStringLiteral("256 samples of Rig were lost")));
    QVERIFY(sentence.contains(QStringLiteral("414\u202fB of Rig were discarded")) ||
            sentence.contains(QStringLiteral("414 B of Rig were discarded")));
}

void TestLedgerModel::nothingLostNeedsNoSentence() {
    QVERIFY(ledgerSentence(*snapshotOf({idle(1, "a")})).isEmpty());
}

void TestLedgerModel::whatWasLostOnTheLineStandsBeforeWhatWasRead() {
    LedgerModel model;
    auto counting = measuring(1, "a");
    counting.ledger.line.emplace();
    counting.ledger.line->lost[engine::LineLoss::Overrun] = 12;

    const auto snapshot = snapshotOf({counting, measuring(2, "b")});
    model.display(*snapshot);

    QCOMPARE(cell(model, 0, LedgerModel::LostBefore), QStringLiteral("12"));
    QVERIFY(model.index(0, LedgerModel::LostBefore).data(LedgerModel::LossRole).toBool());
    const QString tip = model.index(0, LedgerModel::LostBefore).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains(QStringLiteral("(12: the port was not emptied in time)")),
             qPrintable(tip));
    QCOMPARE(cell(model, 1, LedgerModel::LostBefore), QStringLiteral("\u2013"));
    QVERIFY(model.index(1, LedgerModel::LostBefore)
                .data(Qt::ToolTipRole)
                .toString()
                .startsWith(QStringLiteral("Not told by this port")));
    QCOMPARE(cell(model, 2, LedgerModel::LostBefore), QStringLiteral("12"));
    QVERIFY(ledgerSentence(*snapshot).contains(QStringLiteral("12 B of a were lost on the line")));
}

QTEST_GUILESS_MAIN(TestLedgerModel)
#include "test_ledger_model.moc"
